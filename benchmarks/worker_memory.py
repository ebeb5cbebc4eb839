"""Measures workers and stages at several memory sizes and writes the section of RESULTS.md on them.

Each size is a Lambda container with that memory and the CPU that Lambda gives with it. A worker
plans nothing: the plan is made once, and every container is given the same two chunks of it, the
first cold, the second warm. The stages are each given the most that a run has of what they hold:
objects to list, commits to read, sorted runs to merge. This process is the containers' Lambda
Runtime API and their S3.
"""

import argparse
import bisect
import collections
import datetime
import hashlib
import http.server
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid
from xml.sax.saxutils import escape

import cold_start
from measure import busy_share, machine

RESULTS = cold_start.RESULTS
BEGIN, END = "<!-- memory: benchmarks/worker-memory -->", "<!-- end of memory -->"
CHUNK_BYTES = 64 << 20
FULL_CPU_MB = 1769  # docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
DOLLARS_A_GB_SECOND = 0.0000133334  # arm64, us-east-1, 2026
SIZES_MB = (512, 1024, 1769, 3008)
WORKERS = "C1 and C2, the template's"
JITS = {WORKERS: "-XX:TieredStopAtLevel=4", "C1 alone, Lambda's default": ""}
JOBS = {"convert": {}, "count-by": {"by": "product"}}

STAGE_SIZES_MB = (512, 1024, 1769)
SMALL_CHUNKS = 2_000
SMALL_OBJECTS = 200_000
LISTED = 1000  # keys a page, docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html

Chunk = collections.namedtuple("Chunk", "cold_s warm_s peak_mb")
Stage = collections.namedtuple("Stage", "handler of event objects")


class Aws(http.server.BaseHTTPRequestHandler):
    """A Lambda Runtime API that hands out `server.events`, and an S3 that holds `server.objects`."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def parse(self):
        url = urllib.parse.urlsplit(self.path)
        self.query = urllib.parse.parse_qs(url.query, keep_blank_values=True)
        self.key = urllib.parse.unquote(url.path).lstrip("/")
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def do_GET(self):
        self.parse()
        if self.key.startswith("2018-06-01/runtime/invocation/next"):
            self.next()
        elif "list-type" in self.query:
            self.list()
        elif self.key not in self.server.objects:
            self.reply(404, cold_start.NO_SUCH_KEY)
        else:
            self.object(self.server.objects[self.key])

    do_HEAD = do_GET

    def next(self):
        if not self.server.events:
            return threading.Event().wait(60)
        self.server.asked = time.monotonic()
        self.reply(
            200,
            json.dumps(self.server.events.pop(0)).encode(),
            {
                "Content-Type": "application/json",
                "Lambda-Runtime-Aws-Request-Id": str(uuid.uuid4()),
                "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000) + 900_000),
                "Lambda-Runtime-Invoked-Function-Arn": cold_start.FUNCTION,
            },
        )

    def list(self):
        bucket = self.key.split("/")[0] + "/"
        prefix = bucket + self.query.get("prefix", [""])[0]
        after = self.query.get("start-after", [""])[0]
        objects = self.server.objects
        keys = objects.after(bucket + after if after else prefix, inclusive=not after)
        keys = [key for key in keys[: LISTED + 1] if key.startswith(prefix)]
        more = len(keys) > LISTED
        keys = keys[:LISTED]
        found = "".join(
            f"<Contents><Key>{escape(key.removeprefix(bucket))}</Key>"
            f"<Size>{len(objects[key])}</Size><ETag>{etag(objects[key])}</ETag>"
            "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
            for key in keys
        )
        text = (
            f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{found}"
            "</ListBucketResult>"
        )
        self.reply(200, text.encode())

    def object(self, content):
        headers = {"ETag": etag(content), "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if not asked:
            return self.reply(200, content, headers)
        start = int(asked[1])
        end = min(int(asked[2] or len(content)), len(content) - 1) + 1
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
        self.reply(206, content[start:end], headers)

    def do_PUT(self):
        self.parse()
        if "partNumber" in self.query:
            number = int(self.query["partNumber"][0])
            self.server.parts.setdefault(self.query["uploadId"][0], {})[number] = self.body
            return self.reply(200, b"", {"ETag": etag(self.body)})
        if self.headers.get("If-None-Match") and self.key in self.server.objects:
            return self.reply(412, b"<Error><Code>PreconditionFailed</Code></Error>")
        self.server.objects[self.key] = self.body
        self.reply(200, b"", {"ETag": etag(self.body)})

    def do_POST(self):
        self.parse()
        if "uploads" in self.query:
            upload = f"<UploadId>{uuid.uuid4()}</UploadId>"
            text = f"<InitiateMultipartUploadResult>{upload}</InitiateMultipartUploadResult>"
            return self.reply(200, text.encode())
        if "uploadId" in self.query:
            parts = self.server.parts.pop(self.query["uploadId"][0])
            content = b"".join(parts[number] for number in sorted(parts))
            self.server.objects[self.key] = content
            made = f"<ETag>{etag(content)}</ETag>"
            text = f"<CompleteMultipartUploadResult>{made}</CompleteMultipartUploadResult>"
            return self.reply(200, text.encode())
        if self.key.startswith("2018-06-01/runtime/"):
            self.server.answers.append((time.monotonic() - self.server.asked, self.path, self.body))
            self.reply(202, b'{"status":"OK"}')
            if not self.server.events:
                self.server.done.set()
            return None
        return self.reply(501, b"<Error><Code>NotImplemented</Code></Error>")

    def do_DELETE(self):
        self.parse()
        self.reply(204, b"")

    def reply(self, status, body, headers=None):
        self.send_response(status)
        for name, value in {"Content-Type": "application/xml", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Objects(dict):
    """Objects by bucket and key, and their keys in S3's order."""

    def __init__(self, objects):
        super().__init__(objects)
        self.keys_in_order = sorted(self)

    def __setitem__(self, key, content):
        if key not in self:
            bisect.insort(self.keys_in_order, key)
        super().__setitem__(key, content)

    def after(self, key, inclusive):
        find = bisect.bisect_left if inclusive else bisect.bisect_right
        start = find(self.keys_in_order, key)
        return self.keys_in_order[start : start + LISTED + 1]

    def copy(self):
        return Objects(self)


def etag(content, known={}):  # noqa: B006 - a cache
    if id(content) not in known:
        known[id(content)] = (content, f'"{hashlib.md5(content).hexdigest()}"')
    return known[id(content)][1]


def answers(folder, handler, events, objects, memory_mb, options=""):
    """Calls one new container with each event; seconds and answer of each, and its peak in MB."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Aws)
    server.daemon_threads = True
    server.events, server.objects, server.answers = list(events), objects, []
    server.parts = {}
    server.done = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    name = f"batchwright-memory-{uuid.uuid4().hex[:8]}"
    command = cold_start.container(name, folder, handler, server.server_port, memory_mb)
    # Which of two flags counts is the last: the runtime's own here, JAVA_TOOL_OPTIONS' on Lambda.
    command[-3:-3] = ["-e", f"_JAVA_OPTIONS={options}"] if options else []
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        while not server.done.wait(0.2) and process.poll() is None:
            pass
        status = subprocess.run(
            ["docker", "exec", name, "cat", "/proc/1/status"], capture_output=True, text=True
        ).stdout
        subprocess.run(["docker", "kill", name], capture_output=True, check=False)
        process.wait()
        server.shutdown()
        server.server_close()
        failed = [body for _, path, body in server.answers if path.endswith("/error")]
        if failed or len(server.answers) != len(events):
            log.seek(0)
            raise SystemExit(f"{handler} at {memory_mb} MB: {failed}\n{log.read()[-4000:]}")
    peak_mb = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    return [(seconds, json.loads(body)) for seconds, _, body in server.answers], peak_mb


def sales():
    """Two chunks of CSV, the same each time."""
    rows = [b"id,day,shop,product,quantity,price,note\n"]
    size = len(rows[0])
    number = 0
    while size < 2 * CHUNK_BYTES:
        number += 1
        mixed = number * 2654435761 % 4294967296
        row = b"%d,2026-%02d-%02d,shop-%d,product-%d,%d,%d.%02d,\"bought, and paid\"\n" % (
            number, mixed % 12 + 1, mixed % 28 + 1, mixed % 400, mixed % 5000, mixed % 9 + 1,
            mixed % 300, mixed % 100,
        )
        rows.append(row)
        size += len(row)
    return b"".join(rows)[: 2 * CHUNK_BYTES].rsplit(b"\n", 1)[0] + b"\n"


def request(run, inputs, settings, chunk_bytes, job=None):
    return {
        "run": run,
        "request": {
            "job": job or run,
            "inputs": [inputs],
            "output": f"s3://out/{run}/",
            "settings": settings,
            "options": {"chunkBytes": chunk_bytes},
        },
    }


def planned(folder, job, settings, objects):
    """The plan of a run over the sales: the calls of its first two chunks."""
    event = request(job, "s3://in/sales.csv", settings, CHUNK_BYTES)
    [(_, plan)], _ = answers(folder, cold_start.OURS + "PlanChunks", [event], objects, FULL_CPU_MB)
    items = json.loads(objects[f"{plan['work']['bucket']}/{plan['items'].lstrip('/')}0.json"])
    if len(items) < 2:
        raise SystemExit(f"the plan has {len(items)} chunks, and two are measured: {plan}")
    return [{"work": plan["work"], "item": item} for item in items[:2]]


def chunk(folder, calls, objects, memory_mb, options):
    rows, peak_mb = answers(
        folder, cold_start.OURS + "MapChunk", calls, objects.copy(), memory_mb, options
    )
    if not all(answer["won"] for _, answer in rows):
        raise SystemExit(f"a chunk was not done: {rows}")
    return Chunk(rows[0][0], rows[1][0], peak_mb)


def items(listed, objects):
    """The items that a stage wrote for the Map state after it."""
    bucket = listed["work"]["bucket"]
    found = []
    for wave in range(listed["waves"]):
        found += json.loads(objects[f"{bucket}/{listed['items'].lstrip('/')}{wave}.json"])
    return [{"work": listed["work"], "item": item} for item in found]


def call(folder, handler, events, objects):
    found, _ = answers(
        folder, cold_start.OURS + handler, events, objects, FULL_CPU_MB, JITS[WORKERS]
    )
    return [answer for _, answer in found]


def run_up_to_publish(folder, event, objects):
    """Makes a run, and what each stage after the workers is asked, with S3 as it is then."""
    [plan] = call(folder, "PlanChunks", [event], objects)
    call(folder, "MapChunk", items(plan, objects), objects)
    work = {"work": plan["work"]}
    before_seams = objects.copy()
    call(folder, "CheckSeams", [work], objects)
    before_partitions = objects.copy()
    [partitions] = call(folder, "PlanPartitions", [work], objects)
    reduces = items({**partitions, **work}, objects)
    before_reduce = objects.copy()
    call(folder, "ReducePartition", reduces, objects)
    chunks, count = plan["chunks"], len(reduces)
    return {
        "CheckSeams": Stage("CheckSeams", f"{chunks:,} chunks", work, before_seams),
        "PlanPartitions": Stage(
            "PlanPartitions", f"{chunks:,} sorted runs", work, before_partitions
        ),
        "ReducePartition": Stage(
            "ReducePartition",
            f"1 of {count:,} partition(s), {chunks:,} sorted runs",
            reduces[0],
            before_reduce,
        ),
        "Publish": Stage("Publish", f"{chunks:,} chunks", work, objects),
    }


def stages(folder, objects):
    """What each stage is given to hold at most."""
    content = b"a,b\n" + b"1,2\n" * 2500
    many = Objects({f"in/small/{number:07}.csv": content for number in range(SMALL_OBJECTS)})
    listing = request("list", "s3://in/small/*.csv", {}, CHUNK_BYTES, "convert")
    small = len(objects["in/sales.csv"]) // SMALL_CHUNKS + 1
    counted = run_up_to_publish(
        folder,
        request("counted", "s3://in/sales.csv", {"by": "product"}, small, "count-by"),
        objects.copy(),
    )
    by_price = request("sorted", "s3://in/sales.csv", {"by": "price"}, CHUNK_BYTES, "sort")
    merged = run_up_to_publish(folder, by_price, objects.copy())
    return [
        Stage("PlanChunks", f"{SMALL_OBJECTS:,} objects", listing, many),
        *counted.values(),
        merged["ReducePartition"]._replace(of="64 MiB of 2 sorted runs"),
    ]


def stage_page(measured):
    lines = [
        "",
        "The other functions, each given much of what it holds; in seconds without the init, which"
        " [cold starts](#results-cold-starts-of-the-functions) has.",
        "",
        "| function | of | MB | s | peak MB |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for (handler, of, memory_mb), rows in measured.items():
        seconds, peak_mb = (statistics.median(values) for values in zip(*rows, strict=True))
        lines.append(f"| {handler} | {of} | {memory_mb:,} | {seconds:.1f} | {peak_mb:.0f} |")
    return lines


def measure_stages(folder, objects, rounds):
    measured = collections.defaultdict(list)
    hard = stages(folder, objects)
    for _ in range(rounds):
        for stage in hard:
            for memory_mb in STAGE_SIZES_MB:
                [(seconds, _)], peak_mb = answers(
                    folder,
                    cold_start.OURS + stage.handler,
                    [stage.event],
                    stage.objects.copy(),
                    memory_mb,
                    JITS[WORKERS] if stage.handler == "ReducePartition" else "",
                )
                measured[stage.handler, stage.of, memory_mb].append((seconds, peak_mb))
                print(stage.handler, stage.of, memory_mb, seconds, peak_mb, flush=True)
    return measured


def page(measured, stages_measured, rounds, others):
    lines = [
        BEGIN,
        "",
        "# Results: a chunk of 64 MiB by a worker's memory",
        "",
        "Made by `benchmarks/worker-memory`, which writes this section; how it measures stands in"
        " [worker_memory.py](worker_memory.py).",
        "",
        f"{datetime.date.today()}, medians of {rounds} round(s), candidates in turn, a new container"
        f" each: {cold_start.IMAGE}, a CPU a {FULL_CPU_MB:,} MB. Cold is the first chunk of a"
        " worker, after its init; warm the second. Dollars are of a million warm chunks, of"
        " Lambda's time on arm64 alone; this machine is none, so that sizes compare and dollars"
        " are a guess.",
        "",
        "| job | compiler | MB | cold s | warm s | MiB/s warm | peak MB | $ a million |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (job, jit, memory_mb), rows in measured.items():
        cold_s, warm_s, peak_mb = (statistics.median(values) for values in zip(*rows, strict=True))
        dollars = warm_s * memory_mb / 1024 * DOLLARS_A_GB_SECOND * 1e6
        lines.append(
            f"| {job} | {jit} | {memory_mb:,} | {cold_s:.1f} | {warm_s:.1f} |"
            f" {64 / warm_s:.0f} | {peak_mb:.0f} | {dollars:.0f} |"
        )
    lines += stage_page(stages_measured)
    lines += ["", f"- {machine()}, {others:.0%} of it busy with other work before", "", END, ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-write", action="store_true", help="print, leave RESULTS.md alone")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="worker-memory-"))
    try:
        folder = cold_start.unpacked(cold_start.PACKAGE, work)
        objects = Objects({"in/sales.csv": sales()})
        others = busy_share()
        calls = {job: planned(folder, job, settings, objects) for job, settings in JOBS.items()}
        measured = collections.defaultdict(list)
        candidates = [(WORKERS, memory_mb) for memory_mb in SIZES_MB]
        candidates += [(jit, FULL_CPU_MB) for jit in JITS if jit != WORKERS]
        for _ in range(options.rounds):
            for job in JOBS:
                for jit, memory_mb in candidates:
                    row = chunk(folder, calls[job], objects, memory_mb, JITS[jit])
                    measured[job, jit, memory_mb].append(row)
                    print(job, jit, memory_mb, row, flush=True)
        held = measure_stages(folder, objects, options.rounds)
        section = page(measured, held, options.rounds, others)
    finally:
        shutil.rmtree(work)
    print(section)
    if not options.no_write:
        RESULTS.write_text(cold_start.written(section, BEGIN, END))


if __name__ == "__main__":
    main()
