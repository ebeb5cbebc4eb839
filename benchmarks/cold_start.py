"""Measures cold starts in the Lambda container and writes the section of RESULTS.md on them.

This process is the Lambda Runtime API of each container: init ends where the runtime first asks
for an invocation, the call where it answers. The container's shell says when the runtime was
started, by the same clock. This process is the S3 endpoint too, and holds nothing: a function's GET
is answered with NoSuchKey. Candidates take turns, round by round.
"""

import argparse
import collections
import datetime
import http.server
import json
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import uuid
import zipfile

from measure import busy_share, machine

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
RESULTS = HERE / "RESULTS.md"
IMAGE = os.environ.get("BATCHWRIGHT_LAMBDA_IMAGE", "public.ecr.aws/lambda/java:25")
PACKAGE = ROOT / "functions/target/batchwright-functions.zip"
OURS = "dev.batchwright.functions."
BEGIN, END = "<!-- cold starts: benchmarks/cold-start -->", "<!-- end of cold starts -->"
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f"
MEMORY_MB = 1769  # one vCPU, and the template's default
NO_SUCH_KEY = b"<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>"

Call = collections.namedtuple("Call", "handler event error")
CALLS = {
    "Plan chunks, refused": Call(
        OURS + "PlanChunks", {"run": "not a run id", "request": None}, "BadRequestException"
    ),
    "Map chunk, no plan": Call(
        OURS + "MapChunk",
        {
            "work": {"bucket": "out", "key": "_batchwright/r1/"},
            "item": {"chunk": 0, "startByte": 0, "endByte": 100},
        },
        "",
    ),
}
# The first that matches a file's name.
GROUPS = (
    ("Batchwright", r"batchwright"),
    ("Jackson", r"^jackson"),
    ("logs: logback (earlier log4j), slf4j", r"^log|^slf4j"),
    ("zstd", r"zstd|luben|^linux/"),
    ("DataSketches", r"datasketches"),
    ("Powertools and what it needs", r"powertools|embedded-metrics|joda|jmespath|javatuples"),
    ("Powertools and what it needs", r"lambda|crac|commons-lang"),
    ("AWS SDK", r""),
)


class Image(collections.namedtuple("Image", "tag")):
    """A container image with the functions in it, in place of a folder with the package."""

    def entrypoint(self):
        inspect = ["docker", "image", "inspect", "-f", "{{json .Config.Entrypoint}}", self.tag]
        return json.loads(subprocess.run(inspect, capture_output=True, check=True).stdout)


class Endpoint(http.server.BaseHTTPRequestHandler):
    """The Lambda Runtime API of one container, and an empty S3."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        if not self.path.startswith("/2018-06-01/runtime/invocation/next"):
            return self.reply(404, NO_SUCH_KEY, "application/xml")
        run = self.server.run
        if "asked" in run:
            return threading.Event().wait(60)
        run["asked"] = time.time_ns()
        self.reply(200, run["event"])

    def do_HEAD(self):
        self.reply(404, b"", "application/xml")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.run["answered"] = time.time_ns()
        self.server.run["answer"] = (self.path, body)
        self.reply(202, b'{"status":"OK"}')
        self.server.done.set()

    def reply(self, status, body, kind="application/json"):
        self.send_response(status)
        self.send_header("Lambda-Runtime-Aws-Request-Id", str(uuid.uuid4()))
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int(time.time() * 1000) + 60_000))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", FUNCTION)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def container(name, folder, handler, port, memory_mb, options=""):
    """The command of a container with a function in it, whose AWS is this process."""
    variables = {
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_LAMBDA_FUNCTION_NAME": "f",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": memory_mb,
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/f",
        "AWS_LAMBDA_LOG_STREAM_NAME": "s",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "LAMBDA_TASK_ROOT": "/var/task",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        "_HANDLER": handler + "::handleRequest",
    }
    if options:
        variables["JAVA_TOOL_OPTIONS"] = options
    # A vCPU is 1,769 MB, and more or less of it as the memory is.
    cpus = f"{memory_mb / 1769:.2f}"
    command = ["docker", "run", "--rm", "--name", name, "--network", "host"]
    command += ["--entrypoint", "/bin/sh", "--cpus", cpus, "--memory", f"{memory_mb}m"]
    for key, value in variables.items():
        command += ["-e", f"{key}={value}"]
    if isinstance(folder, Image):
        start = shlex.join([*folder.entrypoint(), variables["_HANDLER"]])
        return command + [folder.tag, "-c", f"date +%s%N; exec {start}"]
    command += ["-v", f"{folder}:/var/task:ro"]
    return command + [IMAGE, "-c", "date +%s%N; exec /var/runtime/bootstrap"]


def cold_start(folder, handler, event, options=""):
    """Starts one container and calls it once; init ms, call ms, answer, output."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    server.done = threading.Event()
    server.run = {"event": json.dumps(event).encode()}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    name = f"batchwright-cold-start-{uuid.uuid4().hex[:8]}"
    command = container(name, folder, handler, server.server_port, MEMORY_MB, options)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
    reader.start()
    # The last wait is for an answer whose runtime has ended meanwhile.
    deadline = time.monotonic() + 60
    while not server.done.wait(0.1) and process.poll() is None and time.monotonic() < deadline:
        pass
    answered = server.done.wait(0.1)
    subprocess.run(["docker", "kill", name], capture_output=True, check=False)
    process.wait()
    reader.join()
    server.shutdown()
    server.server_close()
    if not answered:
        raise SystemExit(f"{handler} did not answer:\n{''.join(lines)}")
    run = server.run
    # Standard output and error come in any order.
    began = next(int(line) for line in lines if re.fullmatch(r"\d{19}\n", line))
    return (
        (run.get("asked", run["answered"]) - began) / 1e6,
        (run["answered"] - run.get("asked", run["answered"])) / 1e6,
        run["answer"],
        lines,
    )


def checked(candidate, result):
    """What the function answered has to be what the call is for."""
    _, call, _ = candidate
    path, body = result[2]
    kind = json.loads(body)["errorType"] if path.endswith("/error") else ""
    expected = call.error if call else ""
    if path.endswith("init/error") or (call and not kind) or expected not in kind:
        raise SystemExit(f"{candidate[0]} answered {path}: {body[:2000].decode()}")
    return result


def unpacked(package, folder):
    with zipfile.ZipFile(package) as zipped:
        zipped.extractall(folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def empty_handler(folder):
    artifact = ".m2/repository/com/amazonaws/aws-lambda-java-core"
    api = next(pathlib.Path.home().glob(artifact + "/*/*.jar"))
    home = os.environ.get("JAVA_HOME")
    javac = os.path.join(home, "bin", "javac") if home else "javac"
    source = HERE / "coldstart/Empty.java"
    subprocess.run([javac, "-cp", api, "-d", folder, source], check=True)
    folder.chmod(0o755)
    return folder


def classes_loaded(candidate):
    """How many classes a start loads from the runtime's archive, and how many from the package."""
    _, call, folder = candidate
    handler = call.handler if call else "Empty"
    event = call.event if call else {}
    result = checked(candidate, cold_start(folder, handler, event, "-Xlog:class+load"))
    archived = sum("shared objects file" in line for line in result[3])
    own = sum("source: file:/var/task" in line for line in result[3])
    return archived, own


def sizes(package):
    groups = collections.Counter()
    with zipfile.ZipFile(package) as zipped:
        for entry in zipped.infolist():
            if entry.is_dir():
                continue
            name = entry.filename.removeprefix("lib/")
            group = next(title for title, what in GROUPS if re.search(what, name))
            groups[group] += entry.compress_size
    return groups


def spread(values):
    return f"{statistics.median(values):.0f} | {min(values):.0f} to {max(values):.0f}"


def page(measured, loaded, packages, rounds, others):
    floor = statistics.median(a + b for a, b in measured["Empty handler"])
    lines = [
        BEGIN,
        "",
        "# Results: cold starts of the functions",
        "",
        "Made by `benchmarks/cold-start`, which writes this section; how it measures stands in"
        " [cold_start.py](cold_start.py).",
        "",
        f"{datetime.date.today()}, medians of {rounds} rounds, candidates in turn, a new container"
        f" each: {IMAGE}, one CPU, {MEMORY_MB} MB. Init is from the start of the"
        " runtime to its first question for work, the call from there to its answer. The package's"
        " files are in the page cache: fetching and unpacking it, as Lambda does, comes on top.",
        "",
        "| | init ms | (min to max) | call ms | (min to max) | both | over empty |"
        " classes from the runtime's archive | from the package |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, rows in measured.items():
        both = statistics.median(a + b for a, b in rows)
        lines.append(
            f"| {name} | {spread([a for a, _ in rows])} | {spread([b for _, b in rows])} |"
            f" {both:.0f} | {both - floor:.0f} | {loaded[name][0]:,} | {loaded[name][1]:,} |"
        )
    lines += ["", "What is in the package, in MB as zipped:", ""]
    names = list(packages)
    lines.append("| | " + " | ".join(names) + " |")
    lines.append("| --- |" + " ---: |" * len(names))
    tables = [sizes(package) for package in packages.values()]
    for group in dict.fromkeys(title for title, _ in GROUPS):
        if any(table[group] for table in tables):
            megabytes = " | ".join(f"{table[group] / 1e6:.2f}" for table in tables)
            lines.append(f"| {group} | {megabytes} |")
    lines.append("| all | " + " | ".join(f"{sum(t.values()) / 1e6:.2f}" for t in tables) + " |")
    lines += ["", f"- {machine()}, {others:.0%} of it busy with other work before", "", END, ""]
    return "\n".join(lines)


def written(section, begin=BEGIN, end=END):
    """RESULTS.md with the section in it, in the place of the one that is there."""
    text = RESULTS.read_text()
    if begin in text:
        before, rest = text.split(begin)
        return before + section + rest.split(end)[1].lstrip("\n")
    return text.rstrip("\n") + "\n\n" + section


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-write", action="store_true", help="print, leave RESULTS.md alone")
    parser.add_argument("--image", help="a container image of the functions, measured beside it")
    parser.add_argument("others", nargs="*", metavar="NAME=PACKAGE", help="measured beside it")
    options = parser.parse_args()
    packages = dict(other.split("=", 1) for other in options.others)
    packages["package"] = PACKAGE
    work = pathlib.Path(tempfile.mkdtemp(prefix="cold-start-"))
    work.chmod(0o755)
    try:
        folder = work / "empty"
        folder.mkdir()
        candidates = [("Empty handler", None, empty_handler(folder))]
        for number, (name, package) in enumerate(packages.items()):
            folder = unpacked(package, work / str(number))
            label = f", {name}" if len(packages) > 1 or options.image else ""
            candidates += [(title + label, call, folder) for title, call in CALLS.items()]
        if options.image:
            image = Image(options.image)
            candidates += [(f"{title}, image", call, image) for title, call in CALLS.items()]
        others = busy_share()
        loaded = {candidate[0]: classes_loaded(candidate) for candidate in candidates}
        measured = {candidate[0]: [] for candidate in candidates}
        for _ in range(options.rounds):
            for candidate in candidates:
                name, call, folder = candidate
                handler, event = (call.handler, call.event) if call else ("Empty", {})
                result = checked(candidate, cold_start(folder, handler, event))
                measured[name].append(result[:2])
        section = page(measured, loaded, packages, options.rounds, others)
    finally:
        shutil.rmtree(work)
    print(section)
    if not options.no_write:
        RESULTS.write_text(written(section))


if __name__ == "__main__":
    main()
