"""From mu to shells: reduction of spectra, wavelets, mixtures and fits of scattering paths beside Larch."""

import os
import pathlib
import sys

import harness
from harness import PROJECT, Goal, Row, number, output

PEERS = pathlib.Path(__file__).parent / "peers"
IN_PROCESS = PROJECT / ".build" / "bench-swift" / "release" / "in-process"
CORPUS = pathlib.Path(os.environ.get("EDGEWISE_CORPUS", PROJECT / ".." / "shared" / "corpus"))
FOIL = CORPUS / "xdi" / "cu_metal_rt.xdi"
PATHS = CORPUS / "feff"
# One thread each, and memory given back to the system as rarely as in the program's own workers.
QUIET = os.environ | {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_MMAP_THRESHOLD_": str(8 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(2 << 20)}
# What is measured | ours | the peer's | how often the peer does it | goal
REDUCTIONS = [
    ("normalise + AUTOBK + FT, one spectrum", "one", "one", 100, 60),
    ("1,000 spectra of one grid, E0 given", "series", "series", 100, 150),
    ("1,000 spectra of one grid, E0 found", "series-e0", "series-e0", 100, 80),
    ("wavelet map, rmax 6", "wavelet", "wavelet", 50, 4),
    ("wavelet maps of a series", "wavelets", "wavelet", 50, 10),
]
FITS = [
    ("LCF of three standards", "lcf", "lcf", 200, 50),
    ("LCF of a series", "lcf-series", "lcf", 200, 50),
    ("EXAFS, one path, four variables", "one", "one", 30, 50),
    ("EXAFS, 13 paths, eight variables, three k-weights", "thirteen", "thirteen", 2, 50),
]


def analysis():
    """How long do reductions and fits take for each spectrum?"""
    if not FOIL.exists():
        return [], "### Analysis: the corpus is not here", ""
    goals, lines = [], ["| for each spectrum, CPU | Edgewise, ms | Larch, ms | ratio |", "|---|---:|---:|---:|"]
    for table, ours, theirs in [
        (REDUCTIONS, reduce_here, lambda kind, count: ["reduce_xas.py", kind, FOIL, str(count)]),
        (FITS, fit_here, lambda kind, count: ["fit_xas.py", kind, FOIL, PATHS, str(count)]),
    ]:
        for what, kind, peer_kind, count, asked in table:
            mine, peer = [], []
            for _ in range(3):
                mine.append(ours(kind))
                peer.append(output([sys.executable, PEERS / theirs(peer_kind, count)[0], *theirs(peer_kind, count)[1:]], env=QUIET).split())
            agree(what, mine[0], peer[0])
            a, b = (Row("", [1000 * float(run[0]) for run in runs]) for runs in (mine, peer))
            ratio = b.median / a.median
            lines.append(f"| {what} | {number(a.median)} ({harness.spread(a)}) | {number(b.median)} ({harness.spread(b)}) | {number(ratio)} |")
            goals.append(Goal(f"{what}, CPU against Larch", f"≥ {asked} ×", f"{number(ratio)} ×", ratio >= asked))
    two = [line.split() for line in output([IN_PROCESS, "reduce", "series-two", FOIL, "5"], env=QUIET).splitlines()]
    seconds = [Row("", [float(run[0]) for run in two if run[2] == threads]) for threads in ("1", "2")]
    ratio = seconds[0].median / seconds[1].median
    goals.append(Goal("the series on two cores, wall time", "≥ 1.8 ×", f"{number(ratio)} ×", ratio >= 1.8))
    floor = float(output([sys.executable, PEERS / "reduce_xas.py", "floor-ffts", FOIL, "1000"], env=QUIET).split()[0])
    text = "\n".join(lines) + f"\n\nFloor: two transforms of 2,048 points by numpy alone take {number(1000 * floor)} ms."
    return goals, "### From mu to shells: one copper foil of 408 points, in process, imports not counted", text


def reduce_here(kind):
    return output([IN_PROCESS, "reduce", kind, FOIL, "1"], env=QUIET).split()


def fit_here(kind):
    return output([IN_PROCESS, "fit", kind, FOIL, PATHS], env=QUIET).split()


def agree(what, mine, peer):
    """The same numbers come out, or the comparison is worth nothing. Sums are of as many spectra as each did."""
    a, b = (float(run[2]) for run in (mine, peer))
    if a > 10:
        a, b = a / int(mine[1]), b / int(peer[1])
    if abs(a - b) > 1e-3 * abs(b):
        raise SystemExit(f"bench: {what}: Edgewise and Larch work out different numbers: {a} and {b}")
