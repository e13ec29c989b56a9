#!/usr/bin/env python3
"""Converts every file of the corpus from each format to each other one, and writes down what came of it.

    matrix.py EDGEWISE CORPUS [PAGE]

For each ordered pair A, B: the file as A is converted to B and verified; then the difference between the two files must be
exactly the list of losses that the conversion gave. Prints the page, or writes it to PAGE; exit 1 when a pair fails.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# id, ending, whether a file holds many measurements
FORMATS = [("xdi", ".xdi", False), ("athena", ".prj", True), ("nexus", ".nxs", True), ("meta-xml", ".meta.xml", True)]
FOLDERS = ["xdi", "xasdatalibrary", "athena-prj", "nexus-xmcd", "larch-text"]
SUFFIXES = {".xdi", ".prj", ".nxs", ".dat", ".hdf5", ".h5", ".xmu"}


def run(*arguments):
    done = subprocess.run([EDGEWISE, *map(str, arguments)], capture_output=True, timeout=600)
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


class Outcome:
    """What the conversions of one pair came to."""

    def __init__(self):
        self.equal = self.lossy = self.impossible = 0
        self.losses = collections.Counter()
        self.faults = []

    def add(self, other):
        self.equal += other.equal
        self.lossy += other.lossy
        self.impossible += other.impossible
        self.losses += other.losses
        self.faults += other.faults


def convert(source, target, output):
    """The rows of the report, or None with what was said."""
    status, out, errors = run("convert", source, "-o", output, "--to", target, "--verify", "--format", "json")
    try:
        return status, json.loads(out)["files"]
    except (ValueError, KeyError):
        return status, errors


def place(finding):
    return finding.get("location", {}).get("path", "")


def judge(source, row, outcome, name):
    """Compares source and output of one row: what differs must be what was listed."""
    losses = [finding for finding in row["findings"] if finding["code"].startswith("LOSS-")]
    if row["status"] != "written" or not row.get("verified"):
        codes = {finding["code"] for finding in row["findings"]}
        if "OUTPUT-UNWRITABLE" in codes or "INPUT-NOTHING" in codes:
            outcome.impossible += 1
        else:
            outcome.faults.append(f"{name}: {row['status']}, verified {row.get('verified')}, {sorted(codes)}")
        return
    status, out, errors = run("diff", source, row["output"], "--format", "json")
    try:
        different = collections.Counter(item["path"] for item in json.loads(out)["differences"])
    except (ValueError, KeyError):
        outcome.faults.append(f"{name}: diff says {errors}")
        return
    listed = collections.Counter(place(loss) for loss in losses)
    if different != listed:
        unlisted, surplus = list((different - listed))[:3], list((listed - different))[:3]
        outcome.faults.append(f"{name}: differences that are no losses {unlisted}, losses that are no differences {surplus}")
        return
    outcome.losses.update(loss["code"] for loss in losses)
    if losses:
        outcome.lossy += 1
    else:
        outcome.equal += 1


def pair(original, start, target, folder):
    """One file from one format to another."""
    (first, first_ending, _), (second, second_ending, is_container) = start, target
    outcome, name = Outcome(), f"{original.name} {first} to {second}"
    sources = [original]
    if identify(original) != first:
        status, rows = convert(original, first, f"{folder}/a/")
        if not isinstance(rows, list):
            outcome.faults.append(f"{name}: {rows}")
            return outcome
        sources = [row["output"] for row in rows if row["status"] == "written"]
        if not sources:
            outcome.impossible += 1
    for number, source in enumerate(sources):
        status, rows = convert(source, second, f"{folder}/b{number}/")
        if not isinstance(rows, list):
            outcome.faults.append(f"{name}: {rows}")
            continue
        for index, row in enumerate(rows):
            judge(source if len(rows) == 1 else f"{source}::{index + 1}", row, outcome, name)
    return outcome


KNOWN = {}


def identify(path):
    if path not in KNOWN:
        _, out, _ = run("identify", path, "--format", "json")
        KNOWN[path] = json.loads(out)["files"][0]["format"]
    return KNOWN[path]


def work(job):
    original, start, target = job
    with tempfile.TemporaryDirectory(prefix="edgewise-matrix-") as folder:
        return job, pair(original, start, target, folder)


def files(corpus):
    for folder in FOLDERS:
        for path in sorted((corpus / folder).rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES and identify(path) is not None:
                yield path


def page(table, count):
    lines = [
        "# Every format to every other one", "",
        f"{count} real files of others, converted from each format to each other one with `convert --verify`; then `diff` of the",
        "two files must name exactly the losses that were listed. A number is a count of files, or of the files of one",
        "measurement that a file with many becomes. A metadata document has no numbers, so no other format can be made of it.", "",
        "| from | to | equal | equal but for the listed losses | cannot hold anything of it | failed |", "|---|---|---:|---:|---:|---:|",
    ]
    for (first, second), outcome in table.items():
        lines.append(
            f"| {first} | {second} | {outcome.equal} | {outcome.lossy} | {outcome.impossible} | {len(outcome.faults)} |")
    lines += ["", "## What was lost", "", "| from | to | losses |", "|---|---|---|"]
    for (first, second), outcome in table.items():
        kinds = ", ".join(f"{number} {code}" for code, number in sorted(outcome.losses.items()))
        lines.append(f"| {first} | {second} | {kinds or 'nothing'} |")
    lines += ["", "`edgewise explain CODE` says what a code means. This page is made by `make matrix`.", ""]
    return "\n".join(lines)


def main():
    corpus = pathlib.Path(sys.argv[2])
    chosen = list(files(corpus))
    table = {(a[0], b[0]): Outcome() for a in FORMATS for b in FORMATS if a != b}
    jobs = [(path, a, b) for path in chosen for a in FORMATS for b in FORMATS if a != b]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (_, start, target), outcome in pool.map(work, jobs):
            table[start[0], target[0]].add(outcome)
    text = page(table, len(chosen))
    if len(sys.argv) > 3:
        pathlib.Path(sys.argv[3]).write_text(text, encoding="utf-8")
    else:
        print(text)
    faults = [fault for outcome in table.values() for fault in outcome.faults]
    for fault in faults[:40]:
        print("matrix:", fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if len(sys.argv) < 3:
    sys.exit(__doc__)
EDGEWISE = os.path.abspath(sys.argv[1])
main()
