"""The pricing summary with Polars, streaming: polars_pricing_summary.py INPUT OUTPUT

Polars rounds a product of decimals to the scale of its factors, so they get six digits first; that
makes the sums exact. Averages are divided after the grouping, over four rows.
"""

import datetime
import sys

import polars as pl
from polars import col

source, target = sys.argv[1:]
money = dict.fromkeys(
    ["l_quantity", "l_extendedprice", "l_discount", "l_tax"], pl.Decimal(38, 2)
)
discount, tax, price = (
    col(name).cast(pl.Decimal(38, 6)) for name in ("l_discount", "l_tax", "l_extendedprice")
)
(
    pl.scan_csv(source, try_parse_dates=True, schema_overrides=money)
    .filter(col("l_shipdate") <= datetime.date(1998, 9, 2))
    .group_by("l_returnflag", "l_linestatus")
    .agg(
        sum_qty=col("l_quantity").sum(),
        sum_base_price=col("l_extendedprice").sum(),
        sum_disc_price=(price * (1 - discount)).sum(),
        sum_charge=(price * (1 - discount) * (1 + tax)).sum(),
        sum_disc=col("l_discount").sum(),
        count_order=pl.len(),
    )
    .with_columns(
        (col(total).cast(pl.Float64) / col("count_order")).round(2).alias(average)
        for average, total in [
            ("avg_qty", "sum_qty"),
            ("avg_price", "sum_base_price"),
            ("avg_disc", "sum_disc"),
        ]
    )
    .drop("sum_disc")
    .sort("l_returnflag", "l_linestatus")
    .collect(engine="streaming")
    .write_csv(target)
)
