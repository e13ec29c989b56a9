#!/usr/bin/env python3
"""Damages every file of the corpus in every way of `damages.py` and asks what `inspect` and `validate` make of it.

    corrupt.py EDGEWISE SCHEMAS CORPUS [--folders A,B] [--every N] [--seed N] [--jobs N] [--log FILE]

Asked of each run: exit code 0, 1 or 3; a report that fits its JSON Schema; findings that name the file; something found
wherever the exit code says so; rows of a table that are missing are spoken of; text that is only written differently says the
same; at most SECONDS and MEGABYTES. Files are worked on as copies. Prints what went wrong and a summary; exit 1 when
something did.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import damages

SECONDS, MEGABYTES = 2.0, 200
HUNG = 60  # wall time; the limit of 2 s is one of processor time, since the machine has other work too
KINDS = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int,
    "number": (int, float),
}


def misfit(value, schema, root, path="$"):
    """The first place where a value does not fit its JSON Schema, as far as our schemas use that language; else None."""
    if "$ref" in schema:
        return misfit(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, path)
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        return f"{path}: {value!r}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return f"{path}: {value!r:.80} is no {kinds}"
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                return f"{path}: no {name}"
        for name, member in value.items():
            if name in known:
                if wrong := misfit(member, known[name], root, f"{path}.{name}"):
                    return wrong
            elif schema.get("additionalProperties", True) is False:
                return f"{path}: unknown member {name}"
    if isinstance(value, list) and "items" in schema:
        for place, item in enumerate(value):
            if wrong := misfit(item, schema["items"], root, f"{path}[{place}]"):
                return wrong
    return None


class Run:
    """One run of the program on one file: what came out, how long it took, how much memory."""

    def __init__(self, verb, file):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            start = time.monotonic()
            child = subprocess.Popen([EDGEWISE, verb, "--format", "json", file], stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            self.hung = False
            while True:
                done, status, used = os.wait4(child.pid, os.WNOHANG if not self.hung else 0)
                if done:
                    break
                if time.monotonic() - start > HUNG:
                    self.hung = True
                    child.kill()
                time.sleep(0.002)
            child.returncode = self.code = os.waitstatus_to_exitcode(status)
            self.seconds = used.ru_utime + used.ru_stime
            self.megabytes = used.ru_maxrss / 1024
            out.seek(0)
            err.seek(0)
            self.bytes, self.words = out.read(), err.read().decode(errors="replace")


def rows(report):
    """The points of all measurements, and the sums of their channels."""
    points, sums = 0, []
    for measurement in report.get("measurements", []):
        channels = measurement["channels"]
        points += max([c["shape"][0] for c in channels if len(c["shape"]) == 1] or [0])
        sums.append([(c["name"], c["shape"], c.get("sum")) for c in channels])
    return points, sums


def faults(verb, run, original, name, lost_lines):
    """What is wrong with a run, in words."""
    if run.hung:
        yield f"hung for {HUNG} s"
        return
    if run.code not in (0, 1, 3):
        yield f"exit {run.code}: {run.words[:200]}"
    if run.seconds > SECONDS:
        yield f"{run.seconds:.1f} s"
    if run.megabytes > MEGABYTES:
        yield f"{run.megabytes:.0f} MB"
    try:
        report = json.loads(run.bytes)
    except ValueError as error:
        yield f"no JSON ({error}): {run.bytes[:80]!r}"
        return
    if wrong := misfit(report, SCHEMAS[verb], SCHEMAS[verb]):
        yield f"schema: {wrong}"
        return
    if len(report["files"]) != 1:
        yield f"{len(report['files'])} files in the report"
        return
    entry = report["files"][0]
    found = entry["findings"]
    if run.code and not found:
        yield f"exit {run.code} without a finding"
    for finding in found:
        if not finding.get("location", {}).get("file"):
            yield f"{finding['code']} names no file"
    if verb == "validate" and (run.code == 3) != (entry["verdict"] == "unreadable"):
        yield f"exit {run.code} but verdict {entry['verdict']}"
    if verb != "inspect" or original is None:
        return
    points, sums = rows(entry)
    points_before, sums_before = rows(original)
    spoken = any(f["severity"] != "note" for f in found)
    if name in damages.HARMLESS and sums != sums_before and not spoken:
        yield f"other numbers, and nothing said: {points_before} points became {points}"
    if lost_lines is not None and points_before - points > lost_lines and not spoken:
        yield f"{points_before - points} rows lost of {points_before}, and nothing said"


def lines_gone(name, data, variant):
    """How many rows a variant may lack without a word; None where that cannot be known."""
    if name in ("cut-10", "cut-50", "cut-90", "last-byte", "one-byte", "empty"):
        return len(damages.lines(data)) - len(damages.lines(variant)) + 1
    # One bit in a line of a header can turn it, or make a table of something else: only rows are counted, roughly.
    if name in ("flip-1", "crlf", "cr", "bom-8", "utf-16"):
        return 1
    return None


def try_file(path):
    """All variants of one file: the faults, and figures of every run."""
    name = str(path.relative_to(CORPUS))
    data = path.read_bytes()
    problems, figures = [], []
    original = None
    # HDF5 files name others beside them; a copy in a folder of its own has none, as a file sent by mail.
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        copy = pathlib.Path(folder) / path.name
        for variant_name, variant in damages.variants(name, data, SEED):
            copy.write_bytes(variant)
            before = hashlib.sha256(variant).digest()
            lost = lines_gone(variant_name, data, variant) if damages.is_text(data) else None
            for verb in ("inspect", "validate"):
                run = Run(verb, str(copy))
                if variant_name == "as-is" and verb == "inspect" and run.code in (0, 1):
                    original = json.loads(run.bytes)["files"][0]
                for fault in faults(verb, run, original, variant_name, lost):
                    problems.append((name, variant_name, verb, fault))
                figures.append((run.seconds, run.megabytes, run.code, name, variant_name, verb))
            if hashlib.sha256(copy.read_bytes()).digest() != before:
                problems.append((name, variant_name, "both", "the input was changed"))
    return problems, figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edgewise")
    parser.add_argument("schemas", type=pathlib.Path, help="the folder of the JSON Schemas")
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--folders", help="of the corpus, with commas; all unless given")
    parser.add_argument("--every", type=int, default=1, help="every Nth file only")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--log", help="write every fault there")
    options = parser.parse_args()
    global EDGEWISE, CORPUS, SCRATCH, SEED, SCHEMAS
    EDGEWISE, CORPUS, SEED = options.edgewise, options.corpus, options.seed
    SCHEMAS = {
        verb: json.loads((options.schemas / f"edgewise.{verb}-1.schema.json").read_text()) for verb in ("inspect", "validate")
    }
    folders = options.folders.split(",") if options.folders else sorted(p.name for p in CORPUS.iterdir() if p.is_dir())
    files = [p for folder in folders for p in sorted((CORPUS / folder).rglob("*")) if p.is_file()][:: options.every]
    problems, figures = [], []
    with tempfile.TemporaryDirectory(prefix="edgewise-corrupt-") as SCRATCH:
        # Threads: each only waits for its child, and a child's memory must not begin with that of a large Python.
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for wrong, measured in pool.map(try_file, files):
                problems += wrong
                figures += measured
    for name, variant, verb, fault in problems[:200]:
        print(f"{name} [{variant}] {verb}: {fault}")
    if options.log:
        pathlib.Path(options.log).write_text("\n".join("\t".join(p) for p in problems))
    codes = collections.Counter(code for _, _, code, *_ in figures)
    slowest, largest = max(figures), max(figures, key=lambda f: f[1])
    print(f"{len(files)} files, {len(figures) // 2} variants, {len(figures)} runs, {len(problems)} faults; exit codes {dict(sorted(codes.items()))}")
    print(f"slowest: {slowest[0]:.2f} s of processor time, {slowest[3]} [{slowest[4]}] {slowest[5]}")
    print(f"largest: {largest[1]:.0f} MB, {largest[3]} [{largest[4]}] {largest[5]}")
    return 1 if problems else 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
