"""Running programs in turn, and what becomes of the numbers."""

import dataclasses
import datetime
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess

PROJECT = pathlib.Path(__file__).resolve().parent.parent
WORK = PROJECT / ".build" / "bench"
PROGRAMS = WORK / "programs"
INPUTS = WORK / "inputs"
EDGEWISE = str(PROJECT / ".build" / "release" / "edgewise")


def output(command, **options):
    """What a program prints; its failure is ours."""
    run = subprocess.run(command, capture_output=True, text=True, **options)
    if run.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, command[:3]))} failed:\n{run.stderr[-2000:]}")
    return run.stdout


@dataclasses.dataclass
class Run:
    seconds: float
    kibibytes: int
    cpu: float


def measure(rounds, *commands, codes=("0",)):
    """Runs commands A B A B ...; gives the runs of each. One that fails, by its exit code, ends the benchmark."""
    joined = []
    for command in commands:
        joined += [":::"] * bool(joined) + [str(word) for word in command]
    runs = [[] for _ in commands]
    for line in output([PROGRAMS / "measure", str(rounds), *joined]).splitlines():
        number, seconds, kibibytes, code, cpu = line.split()
        if code not in codes:
            raise SystemExit(f"bench: exit code {code}: {' '.join(map(str, commands[int(number)][:6]))}")
        runs[int(number)].append(Run(float(seconds), int(kibibytes), float(cpu)))
    return runs


def fresh_folder(name):
    """An empty folder, with nothing of earlier runs left to be written to the disk."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.sync()
    return folder


@dataclasses.dataclass
class Row:
    """One program and what it took, in the order of the runs."""

    name: str
    values: list

    @property
    def median(self):
        return statistics.median(self.values)


@dataclasses.dataclass
class Goal:
    """What was asked for; `reached` is worked out from the numbers, never written down."""

    what: str
    asked: str
    measured: str
    reached: bool


def number(value):
    """Three digits that mean something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(row):
    return f"{number(min(row.values))} … {number(max(row.values))}" if len(row.values) > 1 else "one run"


def table(rows, unit, baseline):
    """Medians with their range; the last column says how many times as long as `baseline` a program took."""
    base = next(row for row in rows if row.name == baseline).median
    lines = [f"| program | median, {unit} | range | times {baseline} |", "|---|---:|---:|---:|"]
    for row in rows:
        lines.append(f"| {row.name} | {number(row.median)} | {spread(row)} | {number(row.median / base)} |")
    return "\n".join(lines)


def goal_table(goals):
    lines = ["| goal | asked | measured | |", "|---|---:|---:|---|"]
    for goal in goals:
        verdict = "reached" if goal.reached else "**not reached**"
        lines.append(f"| {goal.what} | {goal.asked} | {goal.measured} | {verdict} |")
    return "\n".join(lines)


def processor():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    found = re.search(r"model name\s*:\s*(.*)", text)
    return f"{found.group(1) if found else platform.machine()}, {os.cpu_count()} cores"


def file_system(folder):
    return output(["df", "--output=fstype", folder]).splitlines()[-1].strip()


def first_line(command):
    return output(command).splitlines()[0].strip()


def versions():
    """The programs that took part."""
    import importlib.metadata

    import h5py
    import larch
    import numpy
    import pandas

    hdf5 = output(["pkg-config", "--modversion", "hdf5"]).strip()
    return [
        first_line([EDGEWISE, "--version"]),
        re.sub(r"^.*?(Swift version \S+).*", r"\1", first_line(["swift", "--version"])),
        f"libhdf5 {hdf5} (Edgewise and floor)", first_line(["cc", "--version"]),
        f"Python {platform.python_version()}", f"pandas {pandas.__version__}", f"numpy {numpy.__version__}",
        f"h5py {h5py.__version__} with libhdf5 {h5py.version.hdf5_version}", f"Larch {larch.__version__}",
        *(f"{name} {importlib.metadata.version(name)}" for name in ["pynxtools", "nexusformat"]),
    ]


def keep(text):
    """Puts the outcome between the marks in BENCHMARKS.md."""
    path = PROJECT / "BENCHMARKS.md"
    begin, end = "<!-- measured: begin -->\n", "<!-- measured: end -->"
    before, _, rest = path.read_text().partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit("bench: BENCHMARKS.md has lost its marks")
    path.write_text(before + begin + text + end + after)


def heading(load):
    today = datetime.date.today().isoformat()
    lines = [
        f"Measured on {today}: {processor()}, {file_system(WORK)}; load average at the start {load:.1f}.", "",
        "; ".join(versions()) + ".", "",
    ]
    return "\n".join(lines)
