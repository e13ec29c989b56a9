#!/usr/bin/env python3
"""Lets Edgewise and its peers judge the files with planted faults, and writes down who saw what.

    validators.py EDGEWISE CORPUS ENVIRONMENT [PAGE]

ENVIRONMENT is the Python environment of the conformance tests, which has nexusformat, pynxtools and silx. Every tool works on
copies, one file at a time, with a limit of time. Prints the page, or writes it to PAGE; exit 1 when Edgewise misses a fault,
raises an alarm at a sound file or crashes.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import validators_page as page

LIMIT = 60
ENDED, HUNG = "crash", "hang"

# The default plot, and each NXdata group by silx's own validator.
SILX = """
import sys, h5py, silx.io.nxdata as nxdata
with h5py.File(sys.argv[1], "r") as file:
    if nxdata.get_default(file) is None:
        print("|no default plot")
    groups = []
    file.visititems(lambda name, item: groups.append(item)
                    if isinstance(item, h5py.Group) and item.attrs.get("NX_class") in ("NXdata", b"NXdata") else None)
    for group in groups:
        for issue in nxdata.NXdata(group).issues:
            print(f"{group.name}|{issue}")
"""
VERSIONS = """
import importlib.metadata, json
print(json.dumps({name: importlib.metadata.version(name) for name in ("nexusformat", "pynxtools", "silx", "h5py")}))
"""

RED, ORANGE = "\x1b[38;5;1m", "\x1b[38;2;255;165;0m"
COLOR = re.compile(r"\x1b\[[0-9;]*m")


class Saying:
    """What a tool said of one file: `named` for what it found wrong, `unknown` for what it only does not know."""

    def __init__(self, failure=None):
        self.failure = failure
        self.named = collections.Counter()
        self.unknown = collections.Counter()

    def add(self, text, place="", is_unknown=False):
        (self.unknown if is_unknown else self.named)[place, text.strip()] += 1


def run(arguments, folder, **variables):
    """Status, lines and messages; a status of None when the time was up."""
    environment = os.environ | variables
    try:
        done = subprocess.run(
            [str(argument) for argument in arguments], cwd=folder, env=environment, capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None, "", ""
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def failure(status, *texts):
    if status is None:
        return HUNG
    return ENDED if status < 0 or any("Traceback (most recent call last)" in text for text in texts) else None


class Tools:
    """The tools, each a way to have a file judged."""

    def __init__(self, edgewise, environment, definitions, probes):
        self.edgewise, self.definitions, self.probes = edgewise, definitions, probes
        self.bin = environment / "bin"
        self.all = {
            "Edgewise": self.by_edgewise, "nxvalidate": self.by_nxvalidate, "nxcheck": self.by_nxcheck,
            "pynx": self.by_pynx, "silx": self.by_silx,
        }

    def by_edgewise(self, name, folder):
        # Only what is inside the program and the two probe definitions: nothing that is installed.
        status, out, errors = run(
            [self.edgewise, "validate", name, "--definitions", self.probes, "--format", "json"], folder,
            XDG_DATA_HOME=f"{folder}/none")
        saying = Saying(failure(status, errors))
        if status not in (0, 1, 3):
            saying.failure = saying.failure or ENDED
            return saying
        for finding in json.loads(out)["files"][0]["findings"]:
            if finding["code"].startswith("WORKER-"):
                saying.failure = ENDED
            if finding["severity"] != "note" or finding["code"] == "NX-S9":
                saying.add(
                    f"{finding['severity']} {finding['code']}: {finding['message']}",
                    finding["location"].get("path", ""), finding["severity"] == "note")
        return saying

    def by_nxvalidate(self, name, folder):
        return self.by_nexusformat("nxvalidate", name, folder)

    def by_nxcheck(self, name, folder):
        return self.by_nexusformat("nxcheck", name, folder)

    def by_nexusformat(self, tool, name, folder):
        status, out, errors = run([self.bin / tool, "-d", self.definitions, name], folder)
        saying, place = Saying(failure(status, out, errors)), ""
        for line in (out + errors).splitlines():
            text = COLOR.sub("", line).strip()
            if RED in line or ORANGE in line:
                saying.add(text, place, is_unknown=GENERIC.search(text) is not None)
            elif text:
                place = text
        return saying

    def by_pynx(self, name, folder):
        status, out, errors = run(
            [self.bin / "pynx", "validate", name], folder, NEXUS_DEF_PATH=str(self.definitions), COLUMNS="400")
        saying = Saying(failure(status, out, errors))
        for line in (out + errors).splitlines() if saying.failure is None else []:
            text = line.strip().replace(name, "FILE")
            # The verdict at the end repeats what was said before.
            if text and "according to the" not in text:
                saying.add(text, is_unknown=GENERIC.search(text) is not None)
        return saying

    def by_silx(self, name, folder):
        status, out, errors = run([self.bin / "python", "-c", SILX, name], folder)
        saying = Saying(failure(status, errors))
        for line in out.splitlines():
            place, _, text = line.partition("|")
            saying.add(text, place)
        # h5py refuses a file that is none or is damaged with a clear word; that is not silx's failure.
        refusal = re.findall(r"^OSError: (.*(?:open file|file signature).*)$", errors, re.MULTILINE)
        if refusal:
            saying.failure = None
            saying.add(refusal[-1])
        return saying


# The tools' words for an item that no definition has; they do not name a fault.
GENERIC = re.compile(r"not defined in|is an invalid class in|has no documentation|without documentation|undocumented")


def judge(tool, corpus):
    """What one tool says of every file, each time on a fresh copy."""
    sayings = {}
    with tempfile.TemporaryDirectory(prefix="edgewise-validators-") as folder:
        for path in sorted(corpus.glob("*.h5")):
            for needed in corpus.glob("base_*.h5"):  # external links lead there
                shutil.copyfile(needed, f"{folder}/{needed.name}")
            shutil.copyfile(path, f"{folder}/{path.name}")
            sayings[path.stem] = tool(path.name, folder)
    return sayings


def outcome(saying, base):
    """What a tool's word on a file comes to, beside its word on the sound file that the fault was planted in."""
    if saying.failure:
        return saying.failure
    if saying.named - base.named:
        return "seen"
    return "unknown" if saying.unknown - base.unknown else ""


def prepare_definitions(environment, probes, folder):
    """The official definitions as nexusformat brings them, with the probe definitions among the applications."""
    source = next(environment.glob("lib/python3*/site-packages/nexusformat/definitions"))
    target = pathlib.Path(folder) / "definitions"
    shutil.copytree(source, target)
    for probe in probes.glob("*.nxdl.xml"):
        shutil.copyfile(probe, target / "applications" / probe.name)
    return target, (source / "NXDL_VERSION").read_text().strip()


def main():
    edgewise, corpus, environment = (pathlib.Path(argument).absolute() for argument in sys.argv[1:4])
    mutants = corpus / "nexus-mutants"
    manifest = json.loads((mutants / "manifest.json").read_text())
    python = environment / "bin" / "python"
    versions = json.loads(subprocess.run([python, "-c", VERSIONS], capture_output=True, check=True).stdout)
    versions["edgewise"] = run([edgewise, "--version"], corpus)[1].split()[-1]
    with tempfile.TemporaryDirectory(prefix="edgewise-definitions-") as folder:
        definitions, versions["definitions"] = prepare_definitions(environment, mutants / "definitions", folder)
        tools = Tools(edgewise, environment, definitions, mutants / "definitions").all
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = {name: pool.submit(judge, tool, mutants) for name, tool in tools.items()}
            sayings = {name: job.result() for name, job in jobs.items()}
    outcomes = {
        name: {fault: outcome(said[fault], said[f"base_{entry['base']}"]) for fault, entry in manifest.items()}
        for name, said in sayings.items()
    }
    bases = {name: {base: sum(said[base].named.values()) for base in manifest if base.startswith("base_")}
             for name, said in sayings.items()}
    text = page.text(manifest, outcomes, bases, versions)
    if len(sys.argv) > 4:
        pathlib.Path(sys.argv[4]).write_text(text, encoding="utf-8")
    else:
        print(text)
    wrong = [fault for fault, entry in manifest.items()
             if outcomes["Edgewise"][fault] != ("" if entry["expect"] == "ok" else "seen")]
    for fault in wrong:
        print(f"validators: Edgewise on {fault}: {outcomes['Edgewise'][fault] or 'nothing'}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if len(sys.argv) < 4:
    sys.exit(__doc__)
main()
