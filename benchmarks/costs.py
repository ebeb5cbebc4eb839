"""Measures what safety costs in whole runs and writes the section of RESULTS.md on it.

Two runs that differ in one thing only take turns, round by round; wall clock, CPU and memory are as
the kernel counted them. What they write has to be the same, to the byte.

Objects with checksums are what an earlier run wrote: the embedded S3 has the checksum of each beside
it, as S3 has. The same files copied elsewhere have none.
"""

import argparse
import datetime
import hashlib
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

import cold_start
from measure import busy_share, machine

ROOT = pathlib.Path(__file__).parent.parent
BEGIN, END = "<!-- costs: benchmarks/costs -->", "<!-- end of costs -->"
CHECKS = (
    "l_orderkey is integer; l_quantity between 1 and 50; l_returnflag in ('A', 'N', 'R');"
    " missing l_comment <= 0%"
)
PART_BYTES = 4 << 20  # in one request, so that S3 has a checksum of the whole


def timed(arguments, output, folder):
    """Wall seconds, CPU seconds, and a digest of what was published."""
    command = [str(ROOT / "batchwright"), "run", *arguments, "-o", str(output)]
    with open(folder / "log", "w+") as log:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        if process.returncode != 0:
            raise SystemExit(f"{command}\nended with {process.returncode}:\n{log.read()}")
    digest = hashlib.sha256()
    for part in sorted(output.glob("part-*")):
        digest.update(part.read_bytes())
    return wall, usage.ru_utime + usage.ru_stime, digest.hexdigest()


def measured(candidates, rounds, folder):
    results = {name: [] for name in candidates}
    digests = set()
    for _ in range(rounds):
        for name, arguments in candidates.items():
            output = folder / "answer"
            wall, cpu, digest = timed(arguments, output, folder)
            shutil.rmtree(output)
            results[name].append((wall, cpu))
            digests.add(digest)
            print(name, f"{wall:.2f} s, {cpu:.2f} CPU s", flush=True)
    if len(digests) != 1:
        raise SystemExit(f"{list(candidates)} do not write the same")
    return results


def page(groups, rounds, source, others):
    lines = [
        BEGIN,
        "",
        "# Results: what safety costs",
        "",
        "Made by `benchmarks/costs`, which writes this section; how it measures stands in"
        " [costs.py](costs.py).",
        "",
        f"{datetime.date.today()}, medians of {rounds} rounds, in turn, over lineitem as CSV:"
        f" {source.stat().st_size:,} bytes, in the page cache. The last two columns are medians of"
        " each round's ratio to the first line of its group; outputs were the same to the byte.",
        "",
        "| | wall s | CPU s | wall, ratio | CPU, ratio |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for results in groups:
        first = next(iter(results.values()))
        for name, rows in results.items():
            wall, cpu = (statistics.median(values) for values in zip(*rows))
            ratios = [
                statistics.median(row[i] / base[i] for row, base in zip(rows, first))
                for i in range(2)
            ]
            lines.append(
                f"| {name} | {wall:.2f} | {cpu:.2f} | {ratios[0]:.2f} | {ratios[1]:.2f} |"
            )
    lines += ["", f"- {machine()}, {others:.0%} of it busy with other work before", "", END, ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", default="1")
    parser.add_argument("--no-write", action="store_true", help="print, leave RESULTS.md alone")
    options = parser.parse_args()
    source = ROOT / f"benchmarks/data/sf{options.scale}/lineitem.csv"
    if not source.exists():
        raise SystemExit(f"{source} is not there: benchmarks/run --scale {options.scale} makes it")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="costs-"))
    try:
        others = busy_share()
        convert = ["convert", "-i", str(source)]
        checked = measured(
            {
                "CSV written again as CSV": convert,
                "with four checks of every row": [*convert, "--set", f"expect={CHECKS}"],
                "with a key that has to be unique": [
                    *convert,
                    "--set",
                    "expect=unique l_orderkey, l_linenumber",
                ],
            },
            options.rounds,
            folder,
        )
        known, copied = folder / "known", folder / "copied"
        timed([*convert, "--chunk-size", str(PART_BYTES)], known, folder)
        copied.mkdir()
        for part in known.glob("part-*"):
            shutil.copy(part, copied)
        summary = ["pricing-summary", "-i"]
        summed = measured(
            {
                "pricing summary, objects without checksums": [*summary, f"{copied}/part-*"],
                "objects whose CRC32C S3 has": [*summary, f"{known}/part-*"],
            },
            options.rounds,
            folder,
        )
        section = page([checked, summed], options.rounds, source, others)
    finally:
        shutil.rmtree(folder)
    print(section)
    if not options.no_write:
        cold_start.RESULTS.write_text(cold_start.written(section, BEGIN, END))


if __name__ == "__main__":
    main()
