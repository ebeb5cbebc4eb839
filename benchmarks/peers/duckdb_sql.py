"""Runs one SQL file with DuckDB: duckdb_sql.py SQL INPUT OUTPUT THREADS"""

import sys

import duckdb

sql, source, target, threads = sys.argv[1:]
connection = duckdb.connect(config={"threads": int(threads)})
connection.execute("SET VARIABLE input = ?", [source])
connection.execute("SET VARIABLE output = ?", [target])
connection.execute(open(sql).read())
