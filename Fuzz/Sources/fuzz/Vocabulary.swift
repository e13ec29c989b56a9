/// The words that NeXus files of spectroscopy are made of, and some that they should not be made of.
enum Vocabulary {
  static let names = [
    "entry", "data", "instrument", "energy", "intensity", "i0", "itrans", "ifluor", "iref", "mu", "monochromator",
    "absorbed_beam", "incoming_beam", "sample", "name", "title", "definition", "start_time", "mode", "element", "edge",
    "symbol", "monitor", "process", "plot", "time", "intensity_errors", "errors", "emission_energy", "reference",
    "metadata", "source", "crystal", "d_spacing", "a b", "x.y", "\u{B5}", "entry_1", "collection", "parameters",
    "energy_offset", "data_scaling_factor", "conversion", "process_1", "channel",
  ]
  static let classes = [
    "NXentry", "NXsubentry", "NXdata", "NXinstrument", "NXdetector", "NXmonochromator", "NXsample", "NXmonitor",
    "NXcollection", "NXprocess", "NXnote", "NXparameters", "NXsource", "NXelement", "NXabsorption_edge", "NXroot",
    "NXxas_mode", "NXcrystal", "NXtransformations", "nonsense", "",
  ]
  static let groupAttributes = [
    "default", "signal", "axes", "auxiliary_signals", "energy_indices", "time_indices", "edgewise_model",
    "edgewise_name", "NX_class", "interpretation", "mu_indices", "target", "derived",
  ]
  static let fieldAttributes = [
    "units", "signal", "axes", "axis", "primary", "long_name", "target", "role", "dimensions", "index", "uncertainty",
    "mask", "qualifier", "name", "edgewise_name", "offset", "scaling_factor", "interpretation",
  ]
  static let texts = [
    "", "eV", "keV", "energy", "mu", "intensity", "i0", "data", "entry", "plot", "energy:time", "[energy,time]", ".",
    "NXxas", "NXxas_trans", "NXxasproc", "Fe", "K", "L2,3", "ln(i0/itrans)", "ifluor/i0", "transmission", "point",
    "point,spectrum", "2026-03-01T00:07:00Z", "/entry/data/energy", "../energy", "1", "-1", "\u{E9}\n\t", "a\u{0}b",
    "1e400", "nan", "Transmission", "Fluorescence Yield", "counts/s", "energy mu", "sum(", "))", "mu/0",
  ]
  static let shapes: [[Int]] = [[], [1], [4], [4], [4], [3], [5], [0], [4, 3], [3, 4], [1, 4], [2, 3, 4], [4, 0]]
}
