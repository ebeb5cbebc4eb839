"""Measures the state machine engine beside LocalStack and writes STATES.md.

Both answer the Step Functions API over HTTP, each in a process of its own; one client does the same
SDK calls to either (SideBySide.java). How many units of work a second that came to is the table. An
execution takes LocalStack half a minute and us a fiftieth of a second, so ours has twenty times the
rounds.
"""

import argparse
import contextlib
import datetime
import os
import pathlib
import platform
import statistics
import subprocess
import tempfile
import time
import urllib.request

from measure import busy_share, machine, output_of

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
IMAGE = os.environ.get("BATCHWRIGHT_LOCALSTACK_IMAGE", "localstack/localstack:4.14.0")
PACKAGE = "dev.batchwright.benchmarks.states."
FLOOR = 50
HEAP = "64m"


def java(*arguments):
    home = os.environ.get("JAVA_HOME")
    return [os.path.join(home, "bin", "java") if home else "java", *arguments]


def lines_of(*command):
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


@contextlib.contextmanager
def embedded(classpath):
    """The embedded target; yields its endpoint."""
    with tempfile.TemporaryDirectory() as folder:
        command = java("-cp", classpath, PACKAGE + "EmbeddedServer", folder)
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait()


@contextlib.contextmanager
def localstack():
    """LocalStack, in a container where none is given; yields its endpoint."""
    given = os.environ.get("BATCHWRIGHT_LOCALSTACK_ENDPOINT")
    if given:
        yield given
        return
    name = f"batchwright-benchmark-{os.getpid()}"
    run = ["docker", "run", "-d", "--rm", "--name", name, "-p", "127.0.0.1::4566"]
    subprocess.run(
        [*run, "-e", "SERVICES=stepfunctions,s3,iam,sts", IMAGE],
        check=True, stdout=subprocess.DEVNULL,
    )
    try:
        port = subprocess.run(
            ["docker", "port", name, "4566/tcp"], check=True, capture_output=True, text=True
        ).stdout.split()[0]
        address = subprocess.run(
            ["docker", "inspect", "-f", "{{.NetworkSettings.IPAddress}}", name],
            check=True, capture_output=True, text=True,
        ).stdout.strip()
        yield first_answering([f"http://{port}", f"http://{address}:4566"])
    finally:
        subprocess.run(["docker", "rm", "-f", name], stdout=subprocess.DEVNULL, check=False)


def first_answering(endpoints, seconds=60):
    """The published port, or the container's own address where ports are not published."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for endpoint in endpoints:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(endpoint + "/_localstack/health", timeout=2).close()
                return endpoint
        time.sleep(0.2)
    raise SystemExit(f"LocalStack answers at none of {endpoints}")


def side_by_side(classpath, rounds, with_localstack):
    with contextlib.ExitStack() as stack:
        arguments = [f"Batchwright={stack.enter_context(embedded(classpath))}={20 * rounds}"]
        if with_localstack:
            arguments.append(f"LocalStack={stack.enter_context(localstack())}")
        command = java("-cp", classpath, PACKAGE + "SideBySide", str(rounds), *arguments)
        return lines_of(*command)


def table(rows):
    lines = [
        "| | | median a second | (least to most) | executions | times LocalStack |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    peers = {row[0]: float(row[2]) for row in rows if row[1] == "LocalStack"}
    for unit, name, median, least, most, rounds in rows:
        times = f"{float(median) / peers[unit]:.0f}" if unit in peers else ""
        lines.append(
            f"| {unit} | {name} | {int(median):,} | {int(least):,} to {int(most):,} | {rounds} |"
            f" {times} |"
        )
    return lines


def first_executions(classpath, times=5):
    rows = [lines_of(*java("-cp", classpath, PACKAGE + "FirstExecution"))[0] for _ in range(times)]
    return [statistics.median(int(row[column]) for row in rows) for column in (0, 1)]


def million(classpath):
    command = java(f"-Xmx{HEAP}", "-cp", classpath, PACKAGE + "MillionItems", "1000000")
    items, seconds, rate, limit, peak = lines_of(*command)[0]
    return (
        f"A distributed map of {int(items):,} items with Express children and a ResultWriter, in a"
        f" heap of {limit} MiB (`-Xmx{HEAP}`): {seconds} s, {int(rate):,} items a second, peak of"
        f" the heap {peak} MiB. No server is in it: the engine, with a store in memory."
    )


def report(rows, first, millions, others):
    return "\n".join(
        [
            "# Results: state machines, beside LocalStack",
            "",
            "Made by `benchmarks/states`, which writes this page; the state machines stand in"
            " [Workload.java](src/main/java/dev/batchwright/benchmarks/states/Workload.java).",
            f"{datetime.date.today()}. The floor is {FLOOR} times LocalStack's rate.",
            "",
            *table(rows),
            "",
            "*transitions*: a loop of Pass and Choice, 1,000 transitions an execution, JSONPath."
            " *items*: a distributed map of 5,000 items, each a Standard child execution of one Pass"
            " state. Both from StartExecution to the DescribeExecution that shows the end, over HTTP"
            " on the loopback, one client for both; the first execution of each is not counted."
            " Every output was the expected one.",
            "",
            f"In a JVM that has just begun, an engine is built, a JSONPath definition read and its"
            f" first execution at its end after {first[0]:.0f} ms; the first one with JSONata takes"
            f" {first[1]:.0f} ms more (medians of 5 JVMs). The floor is 300 ms.",
            "",
            millions,
            "",
            f"The machine is shared: others used {others:.0%} of its cores when this began.",
            "",
            f"- {machine()}",
            f"- Batchwright {output_of('git', 'describe', '--always', '--dirty')}, Java"
            f" {output_of(*java('-version')).splitlines()[0].split(chr(34))[1]},"
            f" Python {platform.python_version()}",
            f"- {IMAGE}",
            "",
            "To repeat: `benchmarks/states`.",
            "",
        ]
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-write", action="store_true", help="print, leave STATES.md alone")
    parser.add_argument("--without-localstack", action="store_true")
    options = parser.parse_args()
    others = busy_share()
    rows = side_by_side(options.classpath, options.rounds, not options.without_localstack)
    page = report(rows, first_executions(options.classpath), million(options.classpath), others)
    print(page)
    if not options.no_write:
        (HERE / "STATES.md").write_text(page)


if __name__ == "__main__":
    main()
