"""Detector frames: 2 GB of compressed images, walked through once."""

import json
import pathlib
import sys

from harness import EDGEWISE, INPUTS, Goal, Row, measure, number, output, table

PEERS = pathlib.Path(__file__).parent / "peers"
FILE = INPUTS / "frames.h5"


def frames():
    """How long do minimum, maximum and sum of 2 GB of gzipped and shuffled frames take?"""
    edgewise = [EDGEWISE, "inspect", FILE, "--format", "json"]
    ours, wall = Row("Edgewise, whole process, CPU", []), Row("Edgewise, whole process, wall, two cores", [])
    peer, peak = Row("h5py and numpy, one thread, import not counted", []), 0
    for _ in range(3):
        [[run]] = measure(1, edgewise)
        ours.values.append(run.cpu)
        wall.values.append(run.seconds)
        peak = max(peak, run.kibibytes / 1024)
        seconds, *shape, low, high, total = output([sys.executable, PEERS / "sum_frames.py", FILE]).split()
        peer.values.append(float(seconds))
    [channel] = json.loads(output(edgewise))["files"][0]["measurements"][0]["channels"]
    found = [*channel["shape"], channel["min"], channel["max"]]
    if found != [*map(int, shape), float(low), float(high)] or abs(channel["sum"] - float(total)) > 1e-9 * float(total):
        raise SystemExit(f"bench: h5py and Edgewise disagree about the frames: {shape}, {low}, {high}, {total} and {channel}")
    ratio, both = peer.median / ours.median, peer.median / wall.median
    goals = [
        Goal("2 GB of gzipped, shuffled frames, CPU against h5py", "≥ 3 ×", f"{number(ratio)} ×", ratio >= 3),
        Goal("the same, wall on two cores", "≥ 5 ×", f"{number(both)} ×", both >= 5),
        Goal("the same, peak memory", "≤ 64 MiB", f"{number(peak)} MiB", peak <= 64),
    ]
    return goals, "### 500 frames of 1024 × 1024 floats, gzip 4 and shuffle, seconds", table([ours, wall, peer], "s", ours.name)
