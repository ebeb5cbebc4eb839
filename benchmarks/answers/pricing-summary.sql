-- TPC-H query 1 over lineitem.csv. Sums are exact decimals (the largest has 6 digits after the
-- point); averages are rounded to 2 digits, half away from zero, in integers: no floating point.
CREATE MACRO avg2(cents, n) AS CAST((cents * 2 + n) // (2 * n) AS DECIMAL(18, 0)) * 0.01;

COPY (
  SELECT l_returnflag,
         l_linestatus,
         sum(l_quantity) AS sum_qty,
         sum(l_extendedprice) AS sum_base_price,
         sum(l_extendedprice * (1 - l_discount)) AS sum_disc_price,
         sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) AS sum_charge,
         avg2(CAST(sum(l_quantity) * 100 AS HUGEINT), count(*)) AS avg_qty,
         avg2(CAST(sum(l_extendedprice) * 100 AS HUGEINT), count(*)) AS avg_price,
         avg2(CAST(sum(l_discount) * 100 AS HUGEINT), count(*)) AS avg_disc,
         count(*) AS count_order
  FROM read_csv(getvariable('input'), types = {
         'l_quantity': 'DECIMAL(15, 2)', 'l_extendedprice': 'DECIMAL(15, 2)',
         'l_discount': 'DECIMAL(15, 2)', 'l_tax': 'DECIMAL(15, 2)'})
  WHERE l_shipdate <= DATE '1998-09-02'
  GROUP BY l_returnflag, l_linestatus
  ORDER BY l_returnflag, l_linestatus
) TO (getvariable('output')) (HEADER);
