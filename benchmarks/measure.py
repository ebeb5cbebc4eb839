"""Measures whole processes, the candidates in turn, round by round, and writes RESULTS.md.

What is measured is what a user waits and pays for: wall clock from the start of the process to its
end, CPU seconds of user and kernel, and the most memory that was resident, all three as the kernel
counted them (wait4). Every answer of every round is held against benchmarks/answers: a candidate
that is wrong is not timed.
"""

import argparse
import csv
import dataclasses
import datetime
import decimal
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
PYTHON = os.path.relpath(HERE / "data" / "venv" / "bin" / "python", ROOT)
ANSWER = HERE / "answers" / "pricing-summary.csv"


@dataclasses.dataclass(frozen=True)
class Candidate:
    name: str
    command: str
    """As a shell would read it; {input} and {output} are filled in. Output is a file or a folder."""


CANDIDATES = [
    Candidate(
        "Batchwright",
        "./batchwright run pricing-summary --input {input} --output {output}",
    ),
    Candidate(
        "DuckDB",
        PYTHON + " benchmarks/peers/duckdb_sql.py benchmarks/answers/pricing-summary.sql"
        " {input} {output} {threads}",
    ),
    Candidate(
        "Polars",
        PYTHON + " benchmarks/peers/polars_pricing_summary.py {input} {output}",
    ),
]


@dataclasses.dataclass(frozen=True)
class Measured:
    wall_seconds: float
    cpu_seconds: float
    resident_mb: float
    first_chunk_seconds: float | None


def run_once(candidate, source, threads):
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "answer"
        command = candidate.command.format(input=source, output=output, threads=threads).split()
        with open(pathlib.Path(folder) / "log", "w+") as log:
            began = time.time()
            start = time.monotonic()
            process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            log.seek(0)
            if process.returncode != 0:
                raise SystemExit(
                    f"{' '.join(command)}\nended with {process.returncode}:\n{log.read()}"
                )
        difference = differs(answer_of(output))
        if difference:
            raise SystemExit(f"{candidate.name} gives another answer: {difference}")
        return Measured(
            wall,
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024,
            first_chunk_seconds(output, began),
        )


def first_chunk_seconds(output, began):
    """From the process's beginning to that of the first attempt at a chunk, as the commits tell."""
    starts = [
        datetime.datetime.fromisoformat(json.loads(commit.read_text())["effort"]["startedAt"])
        for commit in output.glob("_batchwright/*/commits/map/*.json")
    ]
    return min(starts).timestamp() - began if starts else None


def answer_of(output):
    """Rows as dictionaries, from one CSV file or from a folder's CSV parts in order."""
    parts = sorted(output.glob("part-*.csv")) if output.is_dir() else [output]
    return [row for part in parts for row in csv.DictReader(part.read_text().splitlines())]


def differs(rows):
    """Says what is not as it should be; decimals are equal by value, whatever zeros end them."""
    expected = answer_of(ANSWER)
    if len(rows) != len(expected):
        return f"{len(rows)} rows, expected {len(expected)}"
    for row, should in zip(rows, expected):
        for name, value in should.items():
            if not same(value, row[name]):
                return f"{name} is {row[name]}, expected {value}"
    return ""


def same(one, other):
    """Numbers by their value; anything else, letters above all, to the letter."""
    number = decimal_of(one)
    return one == other or (number is not None and number == decimal_of(other))


def decimal_of(text):
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation:
        return None


def median(measured, what):
    values = [getattr(one, what) for one in measured]
    return None if None in values else statistics.median(values)


def table(results):
    base = results.get("DuckDB") or next(iter(results.values()))
    lines = [
        "| | wall s | (min to max) | CPU s | resident MB | wall / DuckDB | CPU / DuckDB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, measured in results.items():
        walls = [one.wall_seconds for one in measured]
        wall, cpu = median(measured, "wall_seconds"), median(measured, "cpu_seconds")
        lines.append(
            f"| {name} | {wall:.2f} | {min(walls):.2f} to {max(walls):.2f} | {cpu:.2f} "
            f"| {median(measured, 'resident_mb'):.0f} "
            f"| {wall / median(base, 'wall_seconds'):.2f} "
            f"| {cpu / median(base, 'cpu_seconds'):.2f} |"
        )
    return "\n".join(lines)


def output_of(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        return (done.stdout + done.stderr).strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    return (
        f"{model.group(1) if model else platform.machine()}, {cores()} cores,"
        f" {int(memory.group(1)) / 2**20:.0f} GiB of memory, Linux {platform.release()}"
    )


def versions():
    freeze = dict(
        line.split("==") for line in output_of(PYTHON, "-m", "pip", "freeze").splitlines()
    )
    return [
        f"Batchwright {output_of('git', 'describe', '--always', '--dirty')},"
        f" {output_of('./batchwright', '--version').splitlines()[-1]}",
        f"DuckDB {freeze.get('duckdb')}, Polars {freeze.get('polars')}"
        f" on Python {platform.python_version()}",
        f"lineitem by tpchgen-cli {freeze.get('tpchgen-cli')}",
    ]


def busy_share(seconds=0.5):
    """The share of all cores that is busy while nothing of ours runs."""

    def ticks():
        fields = pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
        idle, wait = int(fields[3]), int(fields[4])
        return sum(map(int, fields)), idle + wait

    total, idle = ticks()
    time.sleep(seconds)
    total_after, idle_after = ticks()
    return 1 - (idle_after - idle) / max(1, total_after - total)


def cores():
    return len(os.sched_getaffinity(0))


def report(results, source, rounds, others):
    size = source.stat().st_size
    ours = results.get("Batchwright", [])
    first = median(ours, "first_chunk_seconds") if ours else None
    lines = [
        "# Results: the pricing summary over TPC-H lineitem, as CSV",
        "",
        "Made by `benchmarks/run`, which writes this page; how it measures stands in"
        " [measure.py](measure.py).",
        "Every answer of every round equalled [the exact one](answers/pricing-summary.csv).",
        "",
        f"{datetime.date.today()}, medians of {rounds} rounds, candidates in turn, file in the page"
        f" cache: {size:,} bytes.",
        "",
        table(results),
        "",
    ]
    if first is not None:
        lines += [f"Batchwright's first chunk was begun {first:.2f} s after the process was.", ""]
    if others > 0.1:
        lines += [
            f"The machine was not quiet: before each process others used {others:.0%} of its cores"
            " (median). Wall clocks are longer for it; ratios of CPU hold better.",
            "",
        ]
    lines += [f"- {machine()}"] + [f"- {version}" for version in versions()]
    lines += ["", "Commands, from the repository's root:", "", "```"]
    lines += [
        candidate.command.format(
            input=os.path.relpath(source, ROOT), output="OUT", threads=cores()
        )
        for candidate in CANDIDATES
        if candidate.name in results
    ]
    return "\n".join(lines + ["```", ""])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--input", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="names of candidates, comma between")
    parser.add_argument("--no-write", action="store_true", help="print, leave RESULTS.md alone")
    options = parser.parse_args()
    source = options.input.absolute()
    only = options.only.lower().split(",") if options.only else None
    chosen = [
        one for one in CANDIDATES if only is None or one.name.lower() in only
    ]
    with open(source, "rb") as warm:
        while warm.read(1 << 24):
            pass
    results = {candidate.name: [] for candidate in chosen}
    others = []
    for turn in range(options.rounds):
        for candidate in chosen:
            others.append(busy_share())
            measured = run_once(candidate, source, cores())
            results[candidate.name].append(measured)
            print(f"round {turn + 1}: {candidate.name:12} {measured}", file=sys.stderr)
    page = report(results, source, options.rounds, statistics.median(others))
    print(page)
    if not options.no_write:
        written = HERE / "RESULTS.md"
        # The section on cold starts is another script's.
        _, mark, others_section = written.read_text().partition("<!-- cold starts")
        written.write_text(page.rstrip("\n") + "\n" + ("\n" + mark + others_section if mark else ""))


if __name__ == "__main__":
    main()
