/// The field's spellings that udunits2 lacks or takes for something else.
enum UnitSpellings {
  /// Units without a fixed size: they convert into themselves and nothing else.
  static let newBases: [Dimensionality.Base] = [.pixel, .step, .arbitrary]

  /// A spelling that may stand anywhere in a unit, with or without a prefix, and its meaning in earlier terms.
  struct Word {
    let spelling: String
    let definition: String

    init(_ spelling: String, _ definition: String) {
      self.spelling = spelling
      self.definition = definition
    }
  }

  /// Energies: CODATA 2022 (udunits2 has the electron volt of 1986). `EV` would be an exavolt.
  static let words: [Word] = [
    Word("eV", "1.602176634e-19 J"), Word("electronvolt", "eV"), Word("electronvolts", "eV"),
    Word("ev", "eV"), Word("Ev", "eV"), Word("EV", "eV"),
    Word("kev", "keV"), Word("KEV", "keV"), Word("KeV", "keV"), Word("Kev", "keV"), Word("MEV", "MeV"),
    Word("mev", "meV"), Word("GEV", "GeV"), Word("Gev", "GeV"), Word("gev", "GeV"),
    Word("Ry", "13.605693122990 eV"), Word("rydberg", "Ry"), Word("Rydberg", "Ry"), Word("rydbergs", "Ry"),
    Word("hartree", "2 Ry"), Word("Hartree", "2 Ry"),
    Word("deg", "degree"), Word("degs", "degree"), Word("Deg", "degree"), Word("DEG", "degree"),
    Word("Ang", "angstrom"), Word("ang", "angstrom"), Word("Ångström", "angstrom"), Word("Angstroem", "angstrom"),
    Word("cts", "count"), Word("cnt", "count"), Word("cnts", "count"), Word("cps", "count/s"), Word("CPS", "count/s"),
    Word("ph", "count"), Word("photon", "count"), Word("photons", "count"),
    Word("pixels", "pixel"), Word("px", "pixel"), Word("Pixel", "pixel"), Word("Pixels", "pixel"),
    Word("steps", "step"), Word("Steps", "step"),
    Word("unitless", "1"), Word("dimensionless", "1"),
    Word("hrs", "hour"), Word("mins", "minute"), Word("secs", "second"),
  ]

  /// Those of `words` that everybody understands although their case is wrong.
  static let miswritten: [String: String] = [
    "ev": "eV", "Ev": "eV", "EV": "eV", "kev": "keV", "KEV": "keV", "KeV": "keV", "Kev": "keV", "MEV": "MeV",
    "mev": "meV", "GEV": "GeV", "Gev": "GeV", "gev": "GeV",
  ]

  /// Spellings that only make sense as a whole.
  static let phrases: [String: String] = [
    "a.u.": "arb", "a.u": "arb", "A.U.": "arb", "a. u.": "arb", "au": "arb", "arb.": "arb", "arb. u.": "arb",
    "arb.u.": "arb", "arb. unit": "arb", "arb. units": "arb", "arb.units": "arb", "arb unit": "arb",
    "arb units": "arb", "arb_units": "arb", "arbitrary": "arb", "arbitrary unit": "arb", "arbitrary units": "arb",
    "deg C": "degC", "deg. C": "degC", "° C": "degC", "degrees C": "degC", "degree C": "degC",
    "deg F": "degF", "degrees F": "degF",
  ]

  /// Spellings whose meaning depends on what is asked for.
  static let inContext: [Dimensionality: [String: String]] = [
    .length: ["A": "angstrom", "Angs": "angstrom"],
    .inverseLength: ["A^-1": "1/angstrom", "A-1": "1/angstrom", "1/A": "1/angstrom", "A^(-1)": "1/angstrom"],
    .temperature: ["C": "degC", "F": "degF", "k": "K"],
    .current: ["ma": "mA", "MA": "mA", "Ma": "mA"],
    // The field in a vacuum: what a laboratory magnet's controller means.
    .magneticField: ["Oe": "gauss", "kOe": "kilogauss", "G": "gauss", "kG": "kilogauss"],
  ]
}
