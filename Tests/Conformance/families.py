"""The families of NXxas as other programs write them, made with h5py to the letter of each NXDL.

Each is a small spectrum whose numbers are known, so that what Edgewise reads and writes on can be compared.
"""

import functools

import h5py
import numpy

ENERGY = numpy.linspace(6500.0, 6620.0, 61)
I0 = numpy.linspace(1.2e5, 1.1e5, 61)
INTENSITY = 0.3 + 1 / (1 + numpy.exp(-(ENERGY - 6539.0) / 2))
BEAMS = {"NXxas_trans": "itrans", "NXxas_tfy": "ifluor", "NXxas_pfy": "ifluor", "NXxas_herfd": "ifluor",
         "NXxas_tey": "iey", "NXxas_pey": "iey"}


def group(parent, name, nexus_class):
    made = parent.create_group(name)
    made.attrs["NX_class"] = nexus_class
    return made


def number(parent, name, value, units):
    parent[name] = value
    parent[name].attrs["units"] = units


def link(parent, name, original):
    """A second name; NeXus marks the original place."""
    parent[name] = original
    original.attrs["target"] = original.name


def spectrum(entry, edge_class):
    """What FAIRmat and the working group agree on."""
    element = group(entry, "element", "NXelement")
    element["symbol"] = "Mn"
    element["name"] = "manganese"
    edge = group(entry, "edge", edge_class)
    edge["name"] = "K"
    number(entry, "energy", ENERGY, "eV")
    number(entry, "intensity", INTENSITY, "")
    group(entry, "sample", "NXsample")["name"] = "LiMn2O4"
    data = group(entry, "data", "NXdata")
    data.attrs.update({"signal": "intensity", "axes": ["energy"], "energy_indices": [0]})
    link(data, "energy", entry["energy"])
    link(data, "intensity", entry["intensity"])
    entry.attrs["default"] = "data"


def source(instrument):
    made = group(instrument, "source", "NXsource")
    made["type"], made["name"], made["probe"] = "Synchrotron X-ray Source", "PETRA III", "x-ray"


def detector(instrument, name, counts):
    number(group(instrument, name, "NXdetector"), "data", counts, "counts")


def counts(definition):
    """What the detector behind the sample counted."""
    return I0 * numpy.exp(-INTENSITY) if definition == "NXxas_trans" else I0 * INTENSITY


def fairmat(entry, definition):
    entry["definition"] = definition
    spectrum(entry, "NXabsorption_edge")
    entry["is_experimental"] = True
    if definition == "NXxas":
        return
    instrument = group(entry, "instrument", "NXinstrument")
    source(instrument)
    detector(instrument, "i0", I0)
    detector(instrument, BEAMS[definition], counts(definition))
    if definition == "NXxas_trans":
        crystal = group(group(instrument, "monochromator", "NXmonochromator"), "crystal", "NXcrystal")
        number(crystal, "d_spacing", 3.1356, "angstrom")
        crystal["type"] = "Si"
        crystal["reflection"] = numpy.array([1, 1, 1])
        reference = group(entry, "reference", "NXsubentry")
        reference["definition"] = "NXxas_trans"
        group(reference, "element", "NXelement")["symbol"] = "Fe"
        group(reference, "edge", "NXabsorption_edge")["name"] = "K"
        energy = numpy.linspace(7050.0, 7190.0, 71)
        number(reference, "energy", energy, "eV")
        number(reference, "intensity", numpy.where(energy < 7112, 0.0, 1.0), "")
    if definition == "NXxas_pfy":
        group(entry, "Ka1_emission_line", "NXemission_line")["name"] = "K-L3"
        number(entry, "emission_energy_window", numpy.array([5880.0, 5920.0]), "eV")
    if definition == "NXxas_herfd":
        group(entry, "emission_line", "NXemission_line")["name"] = "K-M3"
        number(entry, "emission_energy", 6490.4, "eV")
        group(instrument, "analyzer1", "NXcrystal")["type"] = "Si"


def official(entry, definition):
    entry["definition"] = definition
    entry["title"] = "LiMn2O4"
    group(entry, "sample", "NXsample")["name"] = "LiMn2O4"
    data = group(entry, "data", "NXdata")
    data.attrs.update({"axes": ["energy"], "signal": "data"})
    if definition == "NXxasproc":
        process = group(entry, "XAS_data_reduction", "NXprocess")
        process["program"], process["version"], process["date"] = "reducer", "3.2", "2025-05-05T10:00:00+02:00"
        group(process, "parameters", "NXparameters")["raw_file"] = "scan_0042.dat"
        number(data, "energy", ENERGY, "eV")
        data["data"] = INTENSITY
    else:
        entry["start_time"] = "2025-05-05T10:00:00+02:00"
        instrument = group(entry, "instrument", "NXinstrument")
        source(instrument)
        number(group(instrument, "monochromator", "NXmonochromator"), "energy", ENERGY, "eV")
        group(instrument, "incoming_beam", "NXdetector")["data"] = I0
        group(instrument, "absorbed_beam", "NXdetector")["data"] = counts("NXxas_tfy")
        monitor = group(entry, "monitor", "NXmonitor")
        monitor["mode"], monitor["preset"], monitor["data"] = "timer", 1.0, instrument["incoming_beam/data"]
        link(data, "energy", instrument["monochromator/energy"])
        link(data, "absorbed_beam", instrument["absorbed_beam/data"])
        data["mode"] = "Fluorescence Yield"
        data.attrs["signal"] = "absorbed_beam"
    entry.attrs["default"] = "data"


def working_group(entry, definition, by_mode=False):
    entry["definition"] = definition
    spectrum(entry, "NXedge")
    entry["calculated"] = False
    if definition == "NXxas_new" and by_mode:
        group(entry, "mode", "NXxas_mode")["name"] = "tfy"
        number(entry, "intensity_errors", numpy.full(61, 0.01), "")
    if definition == "NXxas_transmission":
        instrument = group(entry, "instrument", "NXinstrument")
        source(instrument)
        detector(instrument, "i0", I0)
        detector(instrument, "i", counts("NXxas_trans"))
    if definition == "NXxas_tfy":
        number(entry, "i0", I0, "counts")
        number(entry, "if", counts(definition), "counts")


# id of --definition: what writes it, and the text of the field
FAMILIES = {
    "NXxas": (official, "NXxas"), "NXxasproc": (official, "NXxasproc"), "fairmat:NXxas": (fairmat, "NXxas"),
    **{name: (fairmat, name) for name in BEAMS},
    "NXxas_new": (functools.partial(working_group, by_mode=True), "NXxas_new"), "inheritance:NXxas_new": (working_group, "NXxas_new"),
    "inheritance:NXxas_trans": (working_group, "NXxas_transmission"),
    "inheritance:NXxas_tfy": (working_group, "NXxas_tfy"),
}


def write(family, path):
    """Writes the file of a family."""
    make, definition = FAMILIES[family]
    with h5py.File(path, "w") as file:
        file.attrs["default"] = "entry"
        make(group(file, "entry", "NXentry"), definition)
