"""The benchmark of validating NeXus files: in process against the floor, as a command against the peers."""

import pathlib
import shutil
import statistics
import sys

import harness
from harness import EDGEWISE, INPUTS, PROGRAMS, PROJECT, Goal, Row, measure, number, output

NEXUS = INPUTS / "nexus"
SPECTRA = sorted(NEXUS.glob("spectrum_*.nxs"))
IN_PROCESS = PROJECT / ".build" / "bench-swift" / "release" / "in-process"
PEERS = pathlib.Path(sys.executable).parent


def validate():
    """How long does validating NeXus files take?"""
    parts = [against_floor(), many_files(), against_peers(), peak_memory()]
    goals = [goal for part in parts for goal in part[0]]
    return goals, "### Validating NeXus files against the definitions", "\n\n".join(part[1] for part in parts)


def against_floor():
    """CPU of a file when the definitions are read, and of a walk in C that opens every object and reads every attribute."""
    files = {
        "a spectrum (NXxas)": (SPECTRA[0], 100), "10,000 NXdetector": (NEXUS / "detectors.nxs", 4),
        "40 entries of NXxas": (NEXUS / "entries_40.nxs", 10), "400 entries of NXxas": (NEXUS / "entries_400.nxs", 4),
    }
    rows = {}
    lines = [
        "| file | objects | attributes | Edgewise, ms | range | floor: walk in C, ms | range | times floor |",
        "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for name, (file, rounds) in files.items():
        ours, floor = Row(name, []), Row(name, [])
        for _ in range(3):
            met = [late_rounds(program, rounds, file, row) for program, row in [
                ([IN_PROCESS, "check"], ours), ([PROGRAMS / "walk_nexus"], floor)]]
            if met[0] != met[1]:
                raise SystemExit(f"bench: objects and attributes of {file}: Edgewise met {met[0]}, the floor {met[1]}")
        rows[name] = (ours, floor)
        cells = [cell for row in rows[name] for cell in [number(row.median), harness.spread(row)]]
        lines.append(f"| {' | '.join([name, *met[0], *cells, number(ours.median / floor.median)])} |")
    goals = []
    for name in ["a spectrum (NXxas)", "10,000 NXdetector"]:
        ratio = rows[name][0].median / rows[name][1].median
        goals.append(Goal(f"validating {name}, CPU against a walk in C", "≤ 1.5 ×", f"{number(ratio)} ×", ratio <= 1.5))
    growth = rows["400 entries of NXxas"][0].median / rows["40 entries of NXxas"][0].median / 10
    goals.append(Goal("validating, CPU per entry, 400 entries against 40", "≤ 1.2 ×", f"{number(growth)} ×", growth <= 1.2))
    return goals, "\n".join(["In process, definitions read, CPU:", "", *lines])


def late_rounds(program, rounds, file, row):
    """Adds the later half of the rounds to the row; the objects and attributes that were met."""
    lines = [line.split() for line in output([*program, str(rounds), file]).splitlines()]
    row.values += [float(line[0]) * 1000 for line in lines[rounds // 2:]]
    return lines[-1][1:]


def many_files():
    """A thousand small files in one call: each process and all it needs to begin counts."""
    [ours], [floor] = [[runs] for runs in measure(
        5, [EDGEWISE, "validate", *SPECTRA], [PROGRAMS / "walk_nexus", "1", *SPECTRA])]
    per_file = 1000 / len(SPECTRA)
    rows = [
        Row("Edgewise, CPU of all processes", [run.cpu * per_file for run in ours]),
        Row("Edgewise, wall time", [run.seconds * per_file for run in ours]),
        Row("floor: walk in C, CPU", [run.cpu * per_file for run in floor]),
    ]
    goals = [Goal(f"validating {len(SPECTRA):,} small files in one call, CPU of each", "< 2 ms",
                  f"{number(rows[0].median)} ms", rows[0].median < 2)]
    return goals, f"{len(SPECTRA):,} small files in one call, for each file:\n\n" + harness.table(rows, "ms", rows[0].name)


def against_peers():
    """CPU of one small file, whole process, start and definitions included."""
    copy = harness.fresh_folder("validate") / SPECTRA[0].name
    shutil.copy(SPECTRA[0], copy)  # nxvalidate writes to its input
    programs = {
        "edgewise validate": [EDGEWISE, "validate", SPECTRA[0]],
        "floor: walk in C": [PROGRAMS / "walk_nexus", "1", SPECTRA[0]],
        "pynxtools (pynx validate)": [PEERS / "pynx", "validate", SPECTRA[0]],
        "nexusformat (nxvalidate)": [PEERS / "nxvalidate", copy],
    }
    # The first start of the peers compiles their modules; what they say about the file is their affair.
    measure(1, *programs.values(), codes=("0", "1"))
    quick, slow = list(programs)[:2], list(programs)[2:]
    rows = {}
    for rounds, names in [(30, quick), (5, slow)]:
        for name, runs in zip(names, measure(rounds, *(programs[name] for name in names), codes=("0", "1"))):
            rows[name] = Row(name, [run.cpu * 1000 for run in runs])
    goals = []
    for name, asked in [("pynxtools (pynx validate)", 40), ("nexusformat (nxvalidate)", 15)]:
        ratio = rows[name].median / rows["edgewise validate"].median
        goals.append(Goal(f"validating one small file, CPU against {name}", f"≥ {asked} ×", f"{number(ratio)} ×", ratio >= asked))
    table = harness.table(list(rows.values()), "ms", "edgewise validate")
    return goals, "One small file, whole process, CPU:\n\n" + table


def peak_memory():
    rows, goals = [], []
    for name, file in [("a spectrum", SPECTRA[0]), ("10,000 NXdetector", NEXUS / "detectors.nxs")]:
        runs = [[int(line) / 1024 for line in output([PROGRAMS / "memory", EDGEWISE, "validate", file]).split()] for _ in range(5)]
        rows += [
            Row(f"the command, {name}", [run[0] for run in runs]),
            Row(f"its largest worker, {name}", [max(run[1:], default=0) for run in runs]),
        ]
        largest = statistics.median(max(run) for run in runs)
        goals.append(Goal(f"peak memory of validating {name}, largest process", "≤ 40 MiB", f"{number(largest)} MiB", largest <= 40))
    return goals, "Peak memory:\n\n" + harness.table(rows, "MiB", rows[1].name)
