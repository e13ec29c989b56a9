public import DataModel

/// The names that the field gives its columns, and what they mean.
public enum RoleTable {
  /// A channel's role and what the role alone does not say.
  public struct Entry: Sendable, Hashable {
    public var role: ChannelRole
    public var qualifier: String?

    init(_ role: ChannelRole, _ qualifier: String? = nil) {
      self.role = role
      self.qualifier = qualifier
    }
  }

  /// The labels that the XDI 1.0 specification defines.
  public static let xdi: [String: Entry] = [
    "energy": Entry(.energy), "angle": Entry(.angle),
    "i0": Entry(.i0), "itrans": Entry(.itrans), "ifluor": Entry(.ifluor), "irefer": Entry(.irefer),
    "mutrans": Entry(.mu, "transmission"), "mufluor": Entry(.mu, "fluorescence"), "murefer": Entry(.mu, "reference"),
    "normtrans": Entry(.norm, "transmission"), "normfluor": Entry(.norm, "fluorescence"),
    "normrefer": Entry(.norm, "reference"),
    "k": Entry(.k), "r": Entry(.r), "chi": Entry(.chi),
    "chi_mag": Entry(.chi, "magnitude"), "chi_pha": Entry(.chi, "phase"),
    "chi_re": Entry(.chi, "real"), "chi_im": Entry(.chi, "imaginary"),
    "chir_mag": Entry(.chi, "magnitude"), "chir_pha": Entry(.chi, "phase"),
    "chir_re": Entry(.chi, "real"), "chir_im": Entry(.chi, "imaginary"),
  ]

  /// Further names in common use, in normal form (lower case, letters and digits only).
  public static let common: [String: Entry] = [
    "e": Entry(.energy), "en": Entry(.energy), "energyev": Entry(.energy), "monoenergy": Entry(.energy),
    "ebraggenergy": Entry(.energy), "pgmenergy": Entry(.energy), "fastenergy": Entry(.energy),
    "incidentenergy": Entry(.energy),
    "theta": Entry(.angle), "braggangle": Entry(.angle), "monoangle": Entry(.angle),
    "io": Entry(.i0), "izero": Entry(.i0), "monitor": Entry(.i0),
    "it": Entry(.itrans), "i1": Entry(.itrans), "itransmission": Entry(.itrans), "i": Entry(.itrans),
    "if": Entry(.ifluor), "iff": Entry(.ifluor), "ifl": Entry(.ifluor), "ifluo": Entry(.ifluor),
    "tfy": Entry(.ifluor), "ifluorescence": Entry(.ifluor),
    "ir": Entry(.irefer), "iref": Entry(.irefer), "ireference": Entry(.irefer), "i2": Entry(.irefer),
    "iy": Entry(.iey), "iey": Entry(.iey), "tey": Entry(.iey), "pey": Entry(.iey, "partial"),
    "mu": Entry(.mu), "xmu": Entry(.mu), "mue": Entry(.mu), "xmue": Entry(.mu),
    "xmutrans": Entry(.mu, "transmission"), "mutransmission": Entry(.mu, "transmission"),
    "xmufluor": Entry(.mu, "fluorescence"), "muref": Entry(.mu, "reference"),
    "norm": Entry(.norm), "normmu": Entry(.norm), "flat": Entry(.norm, "flattened"),
    "chik": Entry(.chi), "chirmag": Entry(.chi, "magnitude"), "chirre": Entry(.chi, "real"),
    "chirim": Entry(.chi, "imaginary"), "chirpha": Entry(.chi, "phase"),
    "time": Entry(.time), "seconds": Entry(.time), "sec": Entry(.time), "counttime": Entry(.time),
    "elapsedtime": Entry(.time), "epoch": Entry(.time), "timestamp": Entry(.time),
    "index": Entry(.index), "pindex": Entry(.index), "point": Entry(.index), "n": Entry(.index),
    "emissionenergy": Entry(.emissionEnergy), "eout": Entry(.emissionEnergy), "energytransfer": Entry(.energyTransfer),
    "std": Entry(.stddev), "stddev": Entry(.stddev), "sigma": Entry(.stddev), "stdev": Entry(.stddev),
    "intensity": Entry(.intensity),
    "ringcurrent": Entry(.monitor), "current": Entry(.monitor), "srcurrent": Entry(.monitor),
  ]

  /// What a column with a role is called where its own name does not tell the role.
  private static let labels: [ChannelRole: String] = [
    .energy: "energy", .angle: "angle", .i0: "i0", .itrans: "itrans", .ifluor: "ifluor", .irefer: "irefer",
    .iey: "iey", .mu: "mu", .norm: "norm", .chi: "chi", .k: "k", .r: "r", .time: "time", .index: "index",
    .emissionEnergy: "emission_energy", .energyTransfer: "energy_transfer", .stddev: "stddev",
    .intensity: "intensity",
  ]

  /// The label of a role, and of a way of detection where XDI has one for it (`mutrans`, `normfluor`); nil for roles
  /// that no label stands for.
  public static func label(for role: ChannelRole, mode: DetectionMode?) -> String? {
    let stems: [ChannelRole: String] = [.mu: "mu", .norm: "norm"]
    let kinds: [DetectionMode: String] = [.transmission: "trans", .fluorescence: "fluor"]
    if let stem = stems[role], let kind = mode.flatMap({ kinds[$0] }) { return stem + kind }
    return labels[role]
  }

  /// What an XDI label means; `other` when the specification does not define it.
  public static func entry(forXDILabel label: String) -> Entry {
    xdi[label.lowercased()] ?? Entry(.other)
  }

  /// What a column name of unknown origin probably means; nil when it tells nothing.
  public static func entry(forColumn name: String) -> Entry? {
    xdi[name.lowercased()] ?? common[normalForm(name)]
  }

  /// Lower case, letters and digits only: `Mono Energy`, `mono_energy` and `MonoEnergy` are one name.
  public static func normalForm(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
