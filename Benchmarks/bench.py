"""The benchmarks: each asks one question and has Edgewise, its peers and the floor answer it in turn.

    bench.py [--only NAME]...    columns, nexus, athena, xml, start, memory, validate, spec, dialects, sweeps, frames, analysis; with --only,
                                 BENCHMARKS.md is left as it is
"""

import os
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "peers"))

import harness
from harness import EDGEWISE, INPUTS, PROGRAMS, PROJECT, WORK, Goal, Row, measure, number, output
from analysis import analysis
from beamlines import dialects, spec, sweeps
from frames import frames
from layout import layout
from validation import validate

PEERS = pathlib.Path(__file__).parent / "peers"
PYTHON = sys.executable
COLUMNS = INPUTS / "columns.dat"
SPECTRA = sorted((INPUTS / "xdi").glob("*.xdi"))
SMALL = SPECTRA[0]
CORPUS = pathlib.Path(os.environ.get("EDGEWISE_CORPUS", PROJECT / ".." / "shared" / "corpus"))
IN_PROCESS = PROJECT / ".build" / "bench-swift" / "release" / "in-process"


def columns():
    """How long does a 100 MB file of columns take from the file to arrays?"""
    programs = {
        "Edgewise": ([IN_PROCESS, "read", "columns", COLUMNS, "3"], 5),
        "pandas, C parser": ([PYTHON, PEERS / "read_columns.py", "pandas", COLUMNS, "3"], 5),
        "numpy.loadtxt": ([PYTHON, PEERS / "read_columns.py", "loadtxt", COLUMNS, "1"], 1),
        "floor: numbers, unchecked, last bit not exact": ([PROGRAMS / "scan_columns", "numbers", COLUMNS], 5),
        "floor: line ends only": ([PROGRAMS / "scan_columns", "lines", COLUMNS], 5),
    }
    rows = {name: Row(name, []) for name in programs}
    answers = {}
    for turn in range(5):
        for name, (command, turns) in programs.items():
            if turn >= turns:
                continue
            runs = [line.split() for line in output(command).splitlines()]
            rows[name].values.append(statistics.median(float(run[0]) for run in runs))
            answers[name] = runs[-1][1:]
    agree("Edgewise", "pandas, C parser", answers)
    ratio = rows["pandas, C parser"].median / rows["Edgewise"].median
    goals = [Goal("text columns, speed against pandas' C parser", "≥ 2 ×", f"{number(ratio)} ×", ratio >= 2)]
    megabytes = COLUMNS.stat().st_size / 1e6
    title = f"### Reading columns of numbers: one file of {megabytes:.0f} MB, in process, imports not counted"
    return goals, title, harness.table(list(rows.values()), "s", "Edgewise")


def agree(first, second, answers):
    """As many numbers and the same sum, or the comparison is worth nothing."""
    (count_a, sum_a), (count_b, sum_b) = answers[first], answers[second]
    if count_a != count_b or abs(float(sum_a) - float(sum_b)) > 1e-12 * abs(float(sum_a)):
        raise SystemExit(f"bench: {first} and {second} read different numbers: {answers}")


def nexus():
    """How long do 1,000 XDI files take to become NeXus files?"""
    example, plan = example_output()
    cores = os.cpu_count()
    # Bound to one core, then with as many processes as cores. The peer is so slow that it runs less often.
    rows = nexus_rows("one core", 1, ["taskset", "-c", "0"], example, plan, peer_rounds=[1, 0])
    if cores > 1:
        rows |= nexus_rows(f"{cores} cores", cores, [], example, plan, peer_rounds=[2, 1])
    goals = []
    for where in dict.fromkeys(name.partition(", ")[2] for name in rows):
        edgewise, larch, floor = (rows[f"{name}, {where}"].median for name in [EDGEWISE_NAME, PEER, FLOOR])
        goals += [
            Goal(f"1,000 XDI files to NeXus, {where}, speed against Larch + h5py", "≥ 8 ×",
                 f"{number(larch / edgewise)} ×", larch / edgewise >= 8),
            Goal(f"1,000 XDI files to NeXus, {where}, time against bare C", "≤ 1.6 ×",
                 f"{number(edgewise / floor)} ×", edgewise / floor <= 1.6),
        ]
    title = f"### {len(SPECTRA):,} XDI files to NeXus files"
    bound = number(rows[f"{PEER}, one core"].median / rows[f"{FLOOR}, one core"].median)
    table = harness.table(list(rows.values()), "s", next(iter(rows)))
    return goals, title, f"{table}\n\nOn one core the floor, which reads no input, is itself {bound} times as fast as {PEER}."


EDGEWISE_NAME, PEER, FLOOR = "Edgewise", "Larch + h5py", "floor: C"
DURABLE_PEER = "Larch + h5py with fsync and rename"


def example_output():
    """One output of Edgewise, and the list of its objects for the floor."""
    folder = harness.fresh_folder("example")
    example, plan = folder / (SMALL.stem + ".nxs"), folder / "plan"
    output([EDGEWISE, "convert", SMALL, "-o", example])
    output([PYTHON, PEERS / "layout.py", example, plan])
    return example, plan


def nexus_rows(where, processes, pin, example, plan, peer_rounds, rounds=3):
    """Edgewise, the peer in two ways and the floor, in turn; the rows by name."""
    rows = {f"{name}, {where}": Row(f"{name}, {where}", []) for name in [EDGEWISE_NAME, PEER, DURABLE_PEER, FLOOR]}
    edgewise_row, plain_row, durable_row, floor_row = rows.values()
    for turn in range(rounds):
        out = harness.fresh_folder("edgewise")
        [[run]] = measure(1, [*pin, EDGEWISE, "convert", *SPECTRA, "--to", "nexus", "-o", f"{out}/"])
        edgewise_row.values.append(run.seconds)
        for row, keep, turns in zip([plain_row, durable_row], ["plain", "durable"], peer_rounds):
            if turn < turns:
                peer_out = harness.fresh_folder("peer")
                peer = [PYTHON, PEERS / "convert_xdi.py", example, peer_out, str(processes), keep, *SPECTRA]
                row.values.append(float(output([*pin, *peer]).split()[-1]))
        floor_out = harness.fresh_folder("floor")
        floor = [PROGRAMS / "write_nexus", plan, floor_out, str(len(SPECTRA)), str(processes)]
        floor_row.values.append(float(output([*pin, *floor])))
    same_objects(example, peer_out / example.name, floor_out / "floor_0001.nxs")
    if len(list(out.glob("*.nxs"))) != len(SPECTRA):
        raise SystemExit("bench: Edgewise did not write all files")
    return {name: row for name, row in rows.items() if row.values}


def same_objects(example, *others):
    """Each object has the same names, shape and attributes, or the comparison is worth nothing."""
    def summary(path):
        made = layout(path)
        names = [[item.path] for item in made]
        for item in made:
            if item.target is not None:
                names[item.target].append(f"{made[item.parent].path}/{item.name}")
        return sorted(
            (sorted(known), item.value is not None and item.value.shape, sorted(item.attributes))
            for item, known in zip(made, names) if item.target is None)

    for other in others:
        if summary(example) != summary(other):
            raise SystemExit(f"bench: {other} holds other objects than {example}")


def athena():
    """How long do reading and writing an Athena project of 91 records take?"""
    project = CORPUS / "athena-prj" / "CuHERFD_samples.prj"
    if not project.exists():
        raise SystemExit("bench: athena needs the corpus: set EDGEWISE_CORPUS")
    peer = PEERS / "athena_project.py"
    programs = {
        "Edgewise, read": [IN_PROCESS, "read", "athena", project, "7"],
        "Larch, read as people do": [PYTHON, peer, "read", project, "3"],
        "Larch, read and no more": [PYTHON, peer, "plain", project, "3"],
        "Edgewise, write": [IN_PROCESS, "write", "athena", project, "7"],
        "Larch, write": [PYTHON, peer, "write", project, "3"],
    }
    rows = {name: Row(name, []) for name in programs}
    for _ in range(3):
        for name, command in programs.items():
            # The first repetition warms up.
            rows[name].values += [float(line.split()[0]) * 1000 for line in output(command).splitlines()[1:]]
    pairs = [("read", "Larch, read as people do"), ("read", "Larch, read and no more"), ("write", "Larch, write")]
    goals = []
    for action, other in pairs:
        ratio = rows[other].median / rows[f"Edgewise, {action}"].median
        goals.append(Goal(f"Athena project, {action}, speed against {other}", "≥ 20 ×", f"{number(ratio)} ×", ratio >= 20))
    title = f"### An Athena project of 91 records ({project.stat().st_size / 1e6:.2f} MB, gzip), in process, imports not counted"
    return goals, title, harness.table(list(rows.values()), "ms", "Edgewise, read")


def xml():
    """How fast are metadata documents written and held to their schema?"""
    document = WORK / "metadata.meta.xml"
    output([EDGEWISE, "convert", INPUTS / "metadata.prj", "-o", document, "--on-exist", "overwrite"])
    schema = PROJECT / "Schemas" / "xml" / "edgewise-metadata-1.xsd"
    programs = {
        "Edgewise, write": [IN_PROCESS, "write", "meta-xml", INPUTS / "metadata.prj", "3"],
        "Edgewise, validate": [IN_PROCESS, "validate", document, schema, "3"],
        "Edgewise, validate and read": [IN_PROCESS, "read", "meta-xml", document, "1"],
        "floor, validate: libxml2 in C": [PROGRAMS / "validate_xml", document, schema, "3"],
    }
    rows = {name: Row(name, []) for name in programs}
    size = document.stat().st_size / 1e6
    for _ in range(3):
        for name, command in programs.items():
            rows[name].values += [float(line.split()[0]) for line in output(command).splitlines()]
    goals = []
    for action in ["write", "validate"]:
        speed = size / rows[f"Edgewise, {action}"].median
        goals.append(Goal(f"metadata XML, {action}", "≥ 80 MB/s", f"{number(speed)} MB/s", speed >= 80))
    title = f"### A metadata document of {size:.0f} MB, in process"
    return goals, title, harness.table(list(rows.values()), "s", "Edgewise, write")


def start():
    """How long until a command answers?"""
    quick = {
        "edgewise --version": [EDGEWISE, "--version"],
        "floor: C, libraries of Edgewise and of Swift": [PROGRAMS / "start_all"],
        "floor: C, libraries of Edgewise without Swift's": [PROGRAMS / "start_c"],
        "floor: C, no libraries": [PROGRAMS / "bare"],
    }
    work = {
        "edgewise identify": [EDGEWISE, "identify", SMALL],
        "edgewise inspect": [EDGEWISE, "inspect", SMALL],
        "edgewise convert": [EDGEWISE, "convert", SMALL, "-o", WORK / "small.nxs", "--on-exist", "overwrite"],
    }
    python = [PYTHON, "-c", "import sys; from larch.io import read_xdi; read_xdi(sys.argv[1])", SMALL]
    output(python)  # the first start compiles modules
    rows = []
    for rounds, programs in [(100, quick), (30, work), (3, {"Python: import Larch, read": python})]:
        for name, runs in zip(programs, measure(rounds, *programs.values())):
            rows.append(Row(name, [run.seconds * 1000 for run in runs]))
    version = rows[0].median
    goals = [Goal("`edgewise --version`, wall time", "≤ 15 ms", f"{number(version)} ms", version <= 15)]
    title = "### Starting: one command on one small XDI file, whole process"
    return goals, title, harness.table(rows, "ms", "edgewise --version")


def memory():
    """How much memory does one small conversion take?"""
    command = [EDGEWISE, "convert", SMALL, "-o", WORK / "small.nxs", "--on-exist", "overwrite"]
    runs = []
    for _ in range(5):
        output(command)
        runs.append([int(line) / 1024 for line in output([PROGRAMS / "memory", *command]).split()])
    largest = statistics.median(max(run) for run in runs)
    [waited] = measure(5, command)
    larch = measure(1, [PYTHON, "-c", "import sys; from larch.io import read_xdi; read_xdi(sys.argv[1])", SMALL])[0]
    [edgewise], [pandas] = measure(
        1, [IN_PROCESS, "read", "columns", COLUMNS, "1"], [PYTHON, PEERS / "read_columns.py", "pandas", COLUMNS, "1"])
    rows = [
        Row("edgewise convert, the command", [run[0] for run in runs]),
        Row("edgewise convert, its largest worker", [max(run[1:], default=0) for run in runs]),
        Row("edgewise convert, largest process as wait4 tells", [run.kibibytes / 1024 for run in waited]),
        Row("Python: import Larch, read", [run.kibibytes / 1024 for run in larch]),
        Row("100 MB of columns: Edgewise", [edgewise.kibibytes / 1024]),
        Row("100 MB of columns: pandas", [pandas.kibibytes / 1024]),
    ]
    goals = [Goal("peak memory of one small conversion, largest process", "≤ 40 MiB", f"{number(largest)} MiB", largest <= 40)]
    return goals, "### Peak memory", harness.table(rows, "MiB", "edgewise convert, its largest worker")


BENCHMARKS = {"columns": columns, "nexus": nexus, "athena": athena, "xml": xml, "start": start, "memory": memory, "validate": validate,
              "spec": spec, "dialects": dialects, "sweeps": sweeps, "frames": frames, "analysis": analysis}


def main():
    load = os.getloadavg()[0]
    if load > os.cpu_count() / 2:
        print(f"bench: the machine is busy (load {load:.1f}): the numbers will not mean much", file=sys.stderr)
    chosen = [argument for argument in sys.argv[1:] if argument != "--only"]
    goals, parts = [], []
    for name in chosen or BENCHMARKS:
        print(f"bench: {name}: {BENCHMARKS[name].__doc__}", file=sys.stderr)
        found, title, table = BENCHMARKS[name]()
        goals += found
        parts += [title, "", table, ""]
    text = "\n".join([harness.heading(load), harness.goal_table(goals), "", *parts])
    print(text)
    if not chosen:
        harness.keep(text)


main()
