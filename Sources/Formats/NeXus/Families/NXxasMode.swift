/// The words of the definitions for detection modes.
public import DataModel

/// What NXxas calls a detection mode.
public enum NXxasMode {
  private static let rows: [(text: String, mode: DetectionMode)] = [
    ("Transmission", .transmission), ("Fluorescence Yield", .fluorescence),
    ("Total Electron Yield", .totalElectronYield), ("Partial Electron Yield", .partialElectronYield),
    ("Auger Electron Yield", .augerElectronYield), ("tey", .totalElectronYield), ("tfy", .fluorescence),
    ("pey", .partialElectronYield), ("pfy", .partialFluorescence), ("ipfy", .inversePartialFluorescence),
    ("herfd", .highEnergyResolutionFluorescence), ("fluorescence", .fluorescence),
  ]

  /// The item of NXxas_mode for a mode.
  static func word(for mode: DetectionMode) -> String {
    words.first { $0.mode == mode }?.word ?? "other"
  }

  private static let words: [(word: String, mode: DetectionMode)] = [
    ("transmission", .transmission), ("tfy", .fluorescence), ("pfy", .partialFluorescence),
    ("ipfy", .inversePartialFluorescence), ("herfd", .highEnergyResolutionFluorescence),
    ("tey", .totalElectronYield), ("pey", .partialElectronYield),
  ]

  /// The detection mode of a word; nil when no definition has it.
  public static func mode(for text: String) -> DetectionMode? {
    rows.first { $0.text.lowercased() == text.lowercased() }?.mode
  }

  /// The enumeration item of NXxas for a mode; nil when the definition has none.
  static func text(for mode: DetectionMode) -> String? {
    switch mode {
    case .partialFluorescence, .highEnergyResolutionFluorescence: "Fluorescence Yield"
    default: rows.first { $0.mode == mode }?.text
    }
  }
}
