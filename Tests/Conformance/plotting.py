"""Reads what Edgewise writes for plotting programs with other means than Edgewise: Python's csv module, numpy, a parser of
Igor text of its own, h5py and silx.
"""

import csv
import re

import h5py
import numpy


def csv_reads_origin(target, ours, units):
    """Three rows of labels and one of numbers for each point; `ours` are the channels by name, in order."""
    with open(target, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    names, unit_row, comments = rows[:3]
    assert all(len(row) == len(names) for row in rows), "rows of different lengths"
    assert comments[0].startswith("edgewise=origin 1"), "the mark is missing"
    columns = numpy.array([[float(cell) if cell else numpy.nan for cell in row] for row in rows[3:]], dtype=float)
    for name, values in ours.items():
        place = names.index(name)
        assert unit_row[place] == (units[name] or ""), f"{name}: the unit is {unit_row[place]!r}"
        assert numpy.array_equal(columns[:, place], values, equal_nan=True), f"{name} differs"


def igor_text(path):
    """The waves of the only data folder: name -> (values, unit, note lines). Keeps to Igor's description, nothing else."""
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == "IGOR" and lines[-1] == ""
    waves, index = {}, 1
    while index < len(lines) - 1:
        line = lines[index]
        index += 1
        if block := re.fullmatch(r"WAVES((?:/[A-Z])+)(?:/N=\((\d+),(\d+)\))? (.+)", line):
            names = block[4].split(", ")
            assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name) for name in names), names
            assert lines[index] == "BEGIN"
            end = lines.index("END", index)
            rows = [row.split() for row in lines[index + 1:end]]
            if "/T" not in block[1]:
                table = numpy.array(rows, dtype=float)
                if block[2]:
                    assert table.shape == (int(block[2]), int(block[3])), names
                    waves[names[0]] = [table, None, []]
                else:
                    waves.update({name: [table[:, place], None, []] for place, name in enumerate(names)})
            index = end + 1
        elif scale := re.fullmatch(r'X SetScale d, 0, 0, "(.*)", (\w+)', line):
            waves[scale[2]][1] = scale[1]
        elif note := re.fullmatch(r'X Note(/NOCR)? (\w+), "((?:[^"\\]|\\.)*)"', line):
            assert len(line.encode()) < 400, "too long a command"
            text = re.sub(r"\\(.)", lambda sign: {"t": "\t", "n": "\n", "r": "\r"}.get(sign[1], sign[1]), note[3])
            kept = waves[note[2]][2]
            if note[1]:
                kept[-1] += text
            else:
                kept.append(text)
        else:
            assert re.fullmatch(r"X (// .*|NewDataFolder/O/S \w+|SetDataFolder ::)", line), f"not expected: {line}"
    return waves


def igor_text_is_kept(target, ours, units):
    waves = igor_text(target)
    by_name = {}
    for wave, (values, unit, note) in waves.items():
        facts = dict(line.split("=", 1) for line in note if "=" in line and not line.startswith("Edgewise."))
        by_name[facts.get("name", wave)] = (values, unit, facts)
    for name, values in ours.items():
        stored, unit, facts = by_name[name]
        assert numpy.array_equal(stored, values, equal_nan=True), f"{name} differs"
        assert unit == (units[name] or None) and facts.get("unit") == units[name], f"{name}: the unit is {unit!r}"
        assert "role" in facts, f"{name} has no role"


def numpy_reads_two_columns(target, energy):
    table = numpy.loadtxt(target, ndmin=2)
    assert table.shape == (len(energy), 2), f"shape {table.shape}"
    assert numpy.array_equal(table[:, 0], energy), "the energies differ"
    return table[:, 1]


def silx_finds_plot(target, energy, name, unit, values):
    import silx.io
    import silx.io.nxdata
    with h5py.File(target, "r") as file:
        entry = file[file.attrs["default"]]
        data = entry[entry.attrs["default"]]
        assert list(data.attrs["axes"]) == [name] and data[name].attrs.get("units") == unit
        assert numpy.array_equal(data[name][()], energy), "h5py: the energies differ"
        assert numpy.array_equal(data[data.attrs["signal"]][()], values, equal_nan=True), "h5py: the signal differs"
    with silx.io.open(str(target)) as file:
        plot = silx.io.nxdata.get_default(file, validate=True)
        assert plot is not None and plot.is_valid and plot.is_curve, "silx finds no curve"
        assert plot.axes_dataset_names == [name], f"silx: {plot.axes_dataset_names}"
