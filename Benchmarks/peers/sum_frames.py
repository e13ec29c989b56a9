"""Extremes and sum of /entry/data/data with h5py, some frames at a time: prints CPU seconds without the import, shape, min, max, sum."""

import sys
import time

import h5py

start = time.process_time()
low, high, total = float("inf"), float("-inf"), 0.0
with h5py.File(sys.argv[1], "r") as file:
    data = file["/entry/data/data"]
    for first in range(0, data.shape[0], 4):
        block = data[first:first + 4]
        low, high = min(low, float(block.min())), max(high, float(block.max()))
        total += float(block.sum(dtype="f8"))
    shape = list(data.shape)
print(time.process_time() - start, *shape, low, high, total)
