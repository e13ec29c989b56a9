"""Frames compressed by h5py with the filters of the field, which Edgewise reads through the plugins of the wheel hdf5plugin.

Without the plugins the filter is named and the rest of the file is read. LZF, which is in h5py itself, has no plugin there.
"""

import json
import os
import subprocess

import h5py
import hdf5plugin
import numpy

# What the finding calls it, its number, how h5py is told.
FILTERS = [
    ("LZ4", 32004, hdf5plugin.LZ4()),
    ("bitshuffle", 32008, hdf5plugin.Bitshuffle(cname="lz4")),
    ("bitshuffle", 32008, hdf5plugin.Bitshuffle(cname="zstd")),
    ("Blosc", 32001, hdf5plugin.Blosc(cname="lz4", shuffle=hdf5plugin.Blosc.SHUFFLE)),
    ("Blosc2", 32026, hdf5plugin.Blosc2()),
    ("Zstandard", 32015, hdf5plugin.Zstd()),
    ("bzip2", 307, hdf5plugin.BZip2()),
    ("LZF", 32000, {"compression": "lzf"}),
]


def write(path, options, frames):
    with h5py.File(path, "w") as file:
        entry = file.create_group("entry")
        entry.attrs["NX_class"] = "NXentry"
        data = entry.create_group("data")
        data.attrs["NX_class"] = "NXdata"
        data.create_dataset("data", data=frames, chunks=(1,) + frames.shape[1:], **options)
        data.create_dataset("energy", data=numpy.arange(7000.0, 7000 + len(frames)))


def inspect(edgewise, path, plugins, code):
    environment = {**os.environ, "HDF5_PLUGIN_PATH": str(plugins)}
    run = subprocess.run(
        [edgewise, "inspect", "--format", "json", "--values", path], capture_output=True, text=True, env=environment)
    assert run.returncode == code, f"exit {run.returncode}, expected {code}: {run.stderr}"
    return json.loads(run.stdout)["files"][0]


def reads_with_and_without(edgewise, folder, index):
    name, number, options = FILTERS[index]
    path = folder / f"filter-{index}.h5"
    frames = numpy.random.default_rng(index).poisson(5, (6, 32, 48)).astype("uint16")
    write(path, options, frames)
    without = inspect(edgewise, path, folder / "nowhere", 1)
    assert [c["name"] for c in without["measurements"][0]["channels"]] == ["energy"]
    [finding] = [f for f in without["findings"] if f["severity"] == "error"]
    assert finding["location"]["path"] == "/entry/data/data"
    for part in (name, str(number), "HDF5_PLUGIN_PATH"):
        assert part in finding["message"], (part, finding["message"])
    if name == "LZF":
        return
    entry = inspect(edgewise, path, hdf5plugin.PLUGINS_PATH, 0)
    [data] = [c for c in entry["measurements"][0]["channels"] if c["name"] == "data"]
    assert numpy.array_equal(numpy.array(data["values"]), frames)
    assert data["sum"] == int(frames.sum())
