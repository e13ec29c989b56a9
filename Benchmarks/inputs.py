"""Makes the inputs of the benchmarks: the same bytes on every machine.

    inputs.py FOLDER    writes FOLDER/columns.dat (100 MB), FOLDER/metadata.prj, FOLDER/xdi/spectrum_0001.xdi ...
                        spectrum_1000.xdi, and NeXus files: FOLDER/nexus/spectrum_0001.nxs ... spectrum_1000.nxs,
                        detectors.nxs (10,000 groups), entries_40.nxs, entries_400.nxs; scans.spec (100 MB, 3,900 scans);
                        collector.dat, angles.dat, xdac.dat (40 MB each): text as beamline programs write it; frames.h5: 2 GB of
                        images in 0.3 GB

The numbers follow the physics, so that their digits, signs and sizes are those of real files; noise comes from a
generator written out here, because those of libraries change between versions.
"""

import math
import pathlib
import sys

COLUMN_BYTES = 100_000_000
RECORDS = 8000
SPECTRA = 1000
DETECTORS = 10_000

# Element, K edge in eV, sample.
ELEMENTS = [
    ("Mn", 6539.0, "MnO2 pellet"), ("Fe", 7112.0, "Fe2O3 pellet"), ("Co", 7709.0, "Co foil"),
    ("Ni", 8333.0, "NiO pellet"), ("Cu", 8979.0, "Cu foil"), ("Zn", 9659.0, "ZnSe pellet"),
]
SILICON_111 = 3.13555  # Angstrom
HC = 12398.419843  # eV Angstrom
INVERSE_SQUARE_ANGSTROM_PER_EV = 0.2624683


class Noise:
    """A linear congruential generator (Knuth's MMIX constants), summed to something bell-shaped."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        total = 0
        for _ in range(4):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
            total += self.state >> 40
        return (total / 2**24 - 2) * math.sqrt(3)


def absorption(energy, edge):
    """Pre-edge slope, an arctangent step and one shell of EXAFS: mu times thickness."""
    step = 0.5 + math.atan2(energy - edge, 1.5) / math.pi
    value = 0.6 * (edge / energy) ** 3 + 1.1 * step
    if energy > edge:
        k = math.sqrt(INVERSE_SQUARE_ANGSTROM_PER_EV * (energy - edge))
        value += 0.9 * step * math.sin(4.4 * k + 0.6) * math.exp(-0.02 * k * k) / (1 + k)
    return value


def energies(edge, points):
    """The usual three regions: 10 eV steps before the edge, 0.5 eV over it, equal steps in k behind it."""
    grid = [edge - 200 + 10 * i for i in range(18)] + [edge - 20 + 0.5 * i for i in range(120)]
    remaining = points - len(grid)
    first = math.sqrt(INVERSE_SQUARE_ANGSTROM_PER_EV * 40)
    last = 14.5
    for i in range(remaining):
        k = first + (last - first) * i / (remaining - 1)
        grid.append(edge + k * k / INVERSE_SQUARE_ANGSTROM_PER_EV)
    return grid


def spectrum(number):
    """One XDI file: 26 header fields, 400 to 600 rows of four columns."""
    noise = Noise(number)
    element, edge, sample = ELEMENTS[number % len(ELEMENTS)]
    points = 400 + 37 * number % 201
    minutes = 7 * number
    header = [
        "# XDI/1.0 Edgewise-benchmark/1.0",
        "# Column.1: energy eV", "# Column.2: i0", "# Column.3: itrans", "# Column.4: irefer",
        f"# Element.symbol: {element}", "# Element.edge: K", f"# Element.reference: {element}",
        "# Facility.name: Storage Ring", "# Facility.energy: 6.00 GeV",
        f"# Facility.current: {198.4 - 0.01 * (number % 600):.2f} mA", "# Facility.xray_source: bending magnet",
        "# Beamline.name: XAS-1", "# Beamline.collimation: vertically collimating mirror",
        "# Beamline.focusing: toroidal mirror", "# Beamline.harmonic_rejection: detuned 20 %",
        "# Mono.name: Si 111", f"# Mono.d_spacing: {SILICON_111:.5f}",
        "# Detector.i0: 10 cm N2", "# Detector.i1: 30 cm N2", "# Detector.i2: 30 cm Ar",
        f"# Sample.name: {sample}", f"# Sample.id: S{number:04d}",
        f"# Sample.temperature: {293 + number % 5}.15 K",
        f"# Scan.start_time: 2026-03-{1 + minutes // 1440:02d}T{minutes // 60 % 24:02d}:{minutes % 60:02d}:00Z",
        f"# Scan.edge_energy: {edge:.1f} eV",
        "# ///", f"# spectrum {number} of a series", "#---", "# energy i0 itrans irefer",
    ]
    rows = []
    for energy in energies(edge, points):
        i0 = 165000 * (1 - 2e-5 * (energy - edge)) * (1 + 1e-3 * noise())
        itrans = 0.8 * i0 * math.exp(-absorption(energy, edge)) * (1 + 2e-4 * noise())
        irefer = 0.3 * itrans * math.exp(-absorption(energy, edge)) * (1 + 5e-4 * noise())
        rows.append(f"  {energy:.4f}  {i0:.3f}  {itrans:.3f}  {irefer:.4f}")
    return "\n".join(header + rows) + "\n"


def quick_scan(number, points=2000):
    """The rows of one sweep of a quick-scanning monochromator: time, angle, energy, three chambers, fluorescence."""
    noise = Noise(number)
    edge = 8979.0
    rows = []
    for i in range(points):
        seconds = (number * points + i) * 1e-4
        energy = edge - 150 + 1000 * (0.5 - 0.5 * math.cos(math.pi * i / points))
        angle = math.degrees(math.asin(HC / (2 * SILICON_111 * energy)))
        mu = absorption(energy, edge)
        i0 = 4.2 * (1 + 2e-3 * noise())
        itrans = i0 * math.exp(-mu) * (1 + 1e-3 * noise())
        irefer = itrans * math.exp(-mu) + 1e-5 * noise()
        fluorescence = 0.02 * mu * i0 * (1 + 5e-3 * noise())
        rows.append(
            f"{seconds:12.4f} {angle:11.6f} {energy:12.5f} {i0:13.6e} {itrans:13.6e} {irefer:13.6e}"
            f" {fluorescence:13.6e}\n")
    return "".join(rows)


def write_columns(path):
    """Sweeps repeat after a while, except for their clock: making 100 MB digit by digit would take minutes."""
    distinct = 25
    sweeps = [[row[12:] for row in quick_scan(i).splitlines(keepends=True)] for i in range(distinct)]
    with path.open("w", newline="\n") as file:
        file.write("# Quick EXAFS of a Cu foil, Si 111, 10 kHz\n# edge: Cu K\n")
        file.write("# time angle energy i0 itrans irefer ifluor\n")
        number = 0
        size = 0
        while size < COLUMN_BYTES:
            rows = sweeps[number % distinct]
            start = number * len(rows)
            text = "".join(f"{(start + i) * 1e-4:12.4f}{row}" for i, row in enumerate(rows))
            size += len(text)
            file.write(text)
            number += 1


def write_project(path):
    """An Athena project of very many short records: almost all of it is arguments, which are metadata."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    with path.open("w", newline="\n") as file:
        file.write("# Athena project file -- Demeter version 0.9.26\n# This file created at 2026-03-01T00:07:00\n\n")
        for number in range(RECORDS):
            key, rest = "", number
            for _ in range(5):
                key, rest = letters[rest % 26] + key, rest // 26
            arguments = {
                "label": f"spectrum {number}", "bkg_z": "Fe", "fft_edge": "k", "is_xmu": "1", "bkg_e0": f"{7112 + number % 7 / 10}"}
            for index in range(60):
                arguments[f"note_{index}"] = f"{(number * 60 + index) * 0.37:.5f} some words of a beamline's log, number {index}"
            text = ",".join(f"'{name}','{value}'" for name, value in arguments.items()).replace("beamline's", "beamline\\'s")
            file.write(f"$old_group = '{key}';\n@args = ({text});\n@x = ('7100','7110','7120');\n@y = ('0.1','0.5','1');\n")
            file.write("[record]   # create object and set arrays in ifeffit\n\n")
        file.write("1;\n")


def group(parent, name, nx_class, fields=(), **attributes):
    """A NeXus group with its fields: values, or pairs of values and unit."""
    made = parent.create_group(name)
    made.attrs["NX_class"] = nx_class
    made.attrs.update(attributes)
    for field, value in dict(fields).items():
        values, unit = value if isinstance(value, tuple) else (value, None)
        dataset = made.create_dataset(field, data=values)
        if unit:
            dataset.attrs["units"] = unit
    return made


def write_entry(file, name, number):
    """One spectrum that obeys the official NXxas."""
    import h5py

    noise = Noise(number)
    element, edge, sample = ELEMENTS[number % len(ELEMENTS)]
    grid = energies(edge, 200)
    i0 = [165000 * (1 - 2e-5 * (energy - edge)) * (1 + 1e-3 * noise()) for energy in grid]
    transmitted = [a * math.exp(-absorption(energy, edge)) for a, energy in zip(i0, grid)]
    minutes = 7 * number
    start = f"2026-03-{1 + minutes // 1440:02d}T{minutes // 60 % 24:02d}:{minutes % 60:02d}:00Z"
    entry = group(
        file, name, "NXentry", {"title": f"{sample}, {element} K edge", "start_time": start, "definition": "NXxas"},
        default="data")
    instrument = group(entry, "instrument", "NXinstrument")
    source = {"type": "Synchrotron X-ray Source", "name": "Storage Ring", "probe": "x-ray"}
    group(instrument, "source", "NXsource", source)
    group(instrument, "monochromator", "NXmonochromator", {"energy": (grid, "eV")})
    group(instrument, "incoming_beam", "NXdetector", {"data": (i0, "counts")})
    group(instrument, "absorbed_beam", "NXdetector", {"data": (transmitted, "counts")})
    group(entry, "sample", "NXsample", {"name": sample})
    group(entry, "monitor", "NXmonitor", {"mode": "timer", "preset": (1.0, "s"), "data": (i0, "counts")})
    data = group(
        entry, "data", "NXdata", {"mode": "Transmission"}, signal="absorbed_beam", axes=["energy"], energy_indices=0)
    for link, target in [("energy", "monochromator/energy"), ("absorbed_beam", "absorbed_beam/data")]:
        path = f"/{name}/instrument/{target}"
        file[path].attrs["target"] = path
        data[link] = h5py.SoftLink(path)


def write_nexus(folder):
    """Small files as a beamline writes them by the thousand, many entries in one file, and many groups in one entry."""
    import h5py

    folder.mkdir(exist_ok=True)
    for number in range(1, SPECTRA + 1):
        with h5py.File(folder / f"spectrum_{number:04d}.nxs", "w") as file:
            file.attrs["default"] = "entry"
            write_entry(file, "entry", number)
    for count in [40, 400]:
        with h5py.File(folder / f"entries_{count}.nxs", "w") as file:
            file.attrs["default"] = "entry_0001"
            for number in range(1, count + 1):
                write_entry(file, f"entry_{number:04d}", number)
    with h5py.File(folder / "detectors.nxs", "w") as file:
        file.attrs["default"] = "entry"
        entry = group(file, "entry", "NXentry", {"title": "an array of detectors"}, default="data")
        group(entry, "data", "NXdata", {"counts": [1.0, 2.0, 3.0]}, signal="counts")
        instrument = group(entry, "instrument", "NXinstrument")
        for number in range(DETECTORS):
            group(instrument, f"detector_{number:05d}", "NXdetector", {"data": ([1.0 * number, 2.0, 3.0], "counts")})


def write_scans(path):
    """A SPEC file: 3,900 scans of 100 points and 30 counters, each with its header; fifty tables take turns."""
    noise = Noise(4711)
    counters = ["energy", "Epoch", "Seconds", "I0", "I1"] + [f"roi{number}" for number in range(1, 26)]
    tables = []
    for _ in range(50):
        rows = []
        for point in range(100):
            counts = " ".join(f"{20000 + 500 * noise():.2f}" for _ in counters[3:])
            rows.append(f"{7100 + 0.5 * point:.4f} {point} 1 {counts}\n")
        tables.append("".join(rows))
    with open(path, "w", newline="\n") as out:
        out.write("#F scans.spec\n#E 1700000000\n#D Tue Nov 14 22:13:20 2023\n#C bench  User = bench\n")
        out.write("#O0 energy  samx  samy  samz\n")
        for number in range(1, 3901):
            out.write(f"\n#S {number}  ascan  energy 7100 7149.5 99 1\n#D Tue Nov 14 22:13:20 2023\n#T 1  (Seconds)\n")
            out.write(f"#P0 7100 1.5 {number / 100} 0\n#N {len(counters)}\n#L {'  '.join(counters)}\n")
            out.write(tables[number % len(tables)])


def write_dialects(folder, size=40_000_000):
    """Long scans as three programs write them; blocks of 2,000 rows are repeated."""
    noise = Noise(815)
    energy = [7000 + 0.35 * row for row in range(2000)]
    def counts():
        return f"{150000 + 900 * noise():.3f}"
    texts = {
        "collector.dat": (
            "SSRL   EXAFS Data Collector 1.3\nTue Nov 14 22:13:20 2023\nPTS:     999999 COLS:          6\nTRANS.DET\nFE.RGN\n"
            "4-1 unfocused 0.000 0 Si(220) 1.920156 100000\n4 2000 25 RST 0 0\nFe foil\n\n\n\n\n\nWeights:\n"
            " 1.000 1.000 1.000 1.000 1.000 1.000\nOffsets:\n 0.000 0.000 0.000 100.000 100.000 100.000\nData:\n"
            "Real time clock\nRequested Energy\nAchieved Energy\nI0\nI1\nI2\n\n",
            [f" 1.000  {e:.3f}  {e + 0.002:.3f}  {counts()} {counts()} {counts()}\n" for e in energy]),
        "angles.dat": (
            "  9809     KEK-PF   BL9A\n Fe              23.11.14 22:13 - 23.11.14 23:13\n Fe foil\n"
            " Ring :   2.5 GeV   440.0 mA -  441.0 mA\n"
            " Mono :   Si(111)       D=  3.13551 A    Initial angle= 13.00000 deg\n"
            " BL9A      Transmission( 2)   Repetition=  1     Points= 999999\n"
            " Param file : bench           energy axis(2)     Block =    1\n\n"
            " Block      Init-Eng  Final-Eng      Step/eV     Time/s       Num\n"
            "     1        7000.00   7700.00         0.35       1.00    999999\n Ortec(-1)     NDCH = 3\n"
            "  Angle(c)  Angle(o)    time/s         2         3\n      Mode         0         0         1         2\n"
            "    Offset         0         0   100.000   100.000\n",
            [f"  {math.degrees(math.asin(12398.52 / (2 * 3.13551 * e))):.5f}  "
             f"{math.degrees(math.asin(12398.52 / (2 * 3.13551 * e))):.5f}      1.00   {int(150000 + 900 * noise())}   "
             f"{int(90000 + 500 * noise())}\n" for e in energy]),
        "xdac.dat": (
            "XDAC V1.4 Datafile V1\n\"bench.001\" created on 11/14/23 at 10:13:20 PM on X-23A2\n"
            "Diffraction element= Si (311).  Ring energy= 2.80 GeV\nE0= 7112.00\nNUM_REGIONS= 1\nSRB= -112\nSRSS= 0.35\n"
            "SPP= 1\nSettling time= 0\n\nFe foil\n" + "-" * 80 + "\n  Energy  I0  It  Iref  Ifch1  Ifch2\n",
            [f"    {e:.5f}     {counts()}     {counts()}     {counts()}      {counts()}      {counts()}\n" for e in energy]),
    }
    for name, (header, rows) in texts.items():
        block = "".join(rows)
        (folder / name).write_text(header + block * (size // len(block)), newline="\n")


def write_frames(path):
    """500 frames of a detector: a peak on a background, with the noise of counting; eight frames take turns."""
    import h5py
    import numpy

    rows, columns = numpy.mgrid[0:1024, 0:1024]
    mean = 3 + 40 * numpy.exp(-((rows - 500.0) ** 2 + (columns - 480.0) ** 2) / 2e4)
    state = (rows * 1024 + columns + 1).astype("uint64")
    frames = []
    for _ in range(8):
        noise = numpy.zeros(mean.shape)
        for _ in range(6):  # six even numbers make a nearly normal one
            state = state * numpy.uint64(6364136223846793005) + numpy.uint64(1442695040888963407)
            noise += (state >> numpy.uint64(40)) / 2.0**24 - 0.5
        frames.append(numpy.maximum(0, numpy.rint(mean + noise * numpy.sqrt(2 * mean))).astype("float32"))
    with h5py.File(path, "w") as file:
        entry = group(file, "entry", "NXentry")
        data = group(entry, "data", "NXdata", signal="data").create_dataset(
            "data", (500, 1024, 1024), "float32", chunks=(1, 256, 1024), compression="gzip", compression_opts=4, shuffle=True)
        for index in range(500):
            data[index] = frames[index % 8]


def main():
    folder = pathlib.Path(sys.argv[1])
    spectra = folder / "xdi"
    spectra.mkdir(parents=True, exist_ok=True)
    for number in range(1, SPECTRA + 1):
        (spectra / f"spectrum_{number:04d}.xdi").write_text(spectrum(number), newline="\n")
    write_columns(folder / "columns.dat")
    write_project(folder / "metadata.prj")
    write_nexus(folder / "nexus")
    write_scans(folder / "scans.spec")
    write_dialects(folder)
    write_frames(folder / "frames.h5")


main()
