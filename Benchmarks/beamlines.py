"""Files of beamlines: one scan out of a large SPEC file, and text dialects against the size of their files."""

import pathlib
import statistics
import sys

import harness
from harness import EDGEWISE, INPUTS, PROJECT, Goal, Row, measure, number, output

PEERS = pathlib.Path(__file__).parent / "peers"
IN_PROCESS = PROJECT / ".build" / "bench-swift" / "release" / "in-process"
SPEC = INPUTS / "scans.spec"
DIALECTS = [("ssrl", INPUTS / "collector.dat"), ("9809", INPUTS / "angles.dat"), ("xdac", INPUTS / "xdac.dat")]
SCAN = 1500
SWEEPS = INPUTS / "sweeps.bin"
SPECTRA, POINTS = 10_000, 1000
LOOPS = [("np.histogram with weights", "histogram"), ("np.digitize and np.bincount", "digitize"),
         ("the bin by arithmetic, np.bincount", "even")]


def spec():
    """How long does one scan of a 100 MB SPEC file take?"""
    edgewise = [EDGEWISE, "inspect", f"{SPEC}::{SCAN}", "--format", "json"]
    whole, inside = Row("silx, whole process", []), Row("silx, index and scan alone, import not counted", [])
    ours = Row("Edgewise, whole process", [])
    peak = 0
    for _ in range(7):
        [[run]] = measure(1, edgewise)
        ours.values.append(run.cpu)
        peak = max(peak, run.kibibytes / 1024)
        [[run]] = measure(1, [sys.executable, PEERS / "spec_scan.py", SPEC, str(SCAN)])
        whole.values.append(run.cpu)
        seconds, rows, columns, total = output([sys.executable, PEERS / "spec_scan.py", SPEC, str(SCAN)]).split()
        inside.values.append(float(seconds))
    check(edgewise, int(rows), int(columns), float(total))
    fast = inside.median / ours.median
    goals = [
        Goal("one scan of a SPEC file, CPU against silx without its import", "≥ 10 ×", f"{number(fast)} ×", fast >= 10),
        Goal("the same, peak memory", "≤ 32 MiB", f"{number(peak)} MiB", peak <= 32),
    ]
    title = f"### One scan of a SPEC file of {SPEC.stat().st_size / 1e6:.0f} MB, CPU seconds"
    return goals, title, harness.table([ours, inside, whole], "s", ours.name)


def check(edgewise, rows, columns, total):
    """Both read the same scan, or the comparison is worth nothing."""
    import json

    channels = json.loads(output(edgewise))["files"][0]["measurements"][0]["channels"]
    ours = sum(channel["sum"] for channel in channels)
    if [channel["shape"] for channel in channels] != [[rows]] * columns or abs(ours - total) > 1e-9 * abs(total):
        raise SystemExit(f"bench: silx and Edgewise read different scans: {rows} x {columns}, {total} and {ours}")


def dialects():
    """How fast is text of beamlines read?"""
    rows, goals = [], []
    for name, file in DIALECTS:
        row = Row(f"{name}, {file.stat().st_size / 1e6:.0f} MB", [])
        for _ in range(3):
            lines = output([IN_PROCESS, "read", name, file, "3"]).splitlines()
            row.values.append(file.stat().st_size / 1e6 / statistics.median(float(line.split()[0]) for line in lines))
        rows.append(row)
        goals.append(Goal(f"{name} text, read", "≥ 200 MB/s", f"{number(row.median)} MB/s", row.median >= 200))
    return goals, "### Text of beamlines, from the file to channels, in process", harness.table(rows, "MB/s", rows[0].name)


def sweeps():
    """How fast are 10,000 quick-EXAFS spectra binned?"""
    peer = PEERS / "sweeps.py"
    if not SWEEPS.exists():
        output([sys.executable, peer, "make", SWEEPS, str(SPECTRA), str(POINTS)])
    ours, results = [], set()
    for line in output([IN_PROCESS, "sweeps", str(SPECTRA), SWEEPS, "7"]).splitlines():
        seconds, count, total = line.split()
        ours.append(float(seconds) * 1000)
        results.add((int(count), f"{float(total):.9e}"))
    rows = [Row("Edgewise", ours)]
    for name, way in LOOPS:
        values = []
        for line in output([sys.executable, peer, way, SWEEPS, str(SPECTRA), "5"]).splitlines():
            seconds, count, total = line.split()
            values.append(float(seconds) * 1000)
            results.add((int(count), f"{float(total):.9e}"))
        rows.append(Row(f"numpy, a loop over spectra: {name}", values))
    if len(results) != 1:
        raise SystemExit(f"bench: numpy and Edgewise bin differently: {results}")
    floor = [float(line.split()[0]) * 1000 for line in output([sys.executable, peer, "floor", SWEEPS, str(SPECTRA), "5"]).splitlines()]
    rows.append(Row("floor: numpy's sum of the three columns, read once from memory", floor))
    best = rows[1].median / rows[0].median
    goals = [Goal("10,000 quick-EXAFS spectra, binned, CPU against a numpy loop (np.histogram)", "≥ 30 ×", f"{number(best)} ×", best >= 30)]
    title = f"### {SPECTRA:,} sweeps of {POINTS:,} points, energy and two detectors, to means in 501 bins, from memory, one core"
    return goals, title, harness.table(rows, "ms", rows[0].name)
