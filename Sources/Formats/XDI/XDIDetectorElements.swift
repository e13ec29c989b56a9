/// The columns of multi-element detectors in XDI files of two programs that name them by rules of their own.
import DataModel

/// What a label says about a detector's element. XDI itself has no labels for elements.
struct XDIDetectorElements {
  private let rule: Rule?
  /// The symbol of the scan's element, in lower case.
  private let element: String?

  private enum Rule {
    /// GSECARS and NSLS-II 4-BM: `Fe_Ka_mca1`, `OutputCounts_mca1`.
    case stepScan
    /// NSLS-II BMM: `DTC1`, `ICR1`, later `Fe1` for what is corrected already.
    case blueSky
  }

  init(_ content: XDIContent) {
    let applications = content.applications ?? ""
    rule =
      applications.contains("Epics StepScan") ? .stepScan : applications.contains("BlueSky/") ? .blueSky : nil
    let fields = XDIFieldIndex(content.fields)
    element = (fields.text("Element.symbol") ?? fields.text("ScanParameters.element")).map { $0.lowercased() }
  }

  /// With StepScan, whoever reads out the elements of a detector came for the fluorescence.
  func ordered(_ signals: [Signal], channels: [Channel]) -> [Signal] {
    guard rule == .stepScan, let index = signals.firstIndex(where: { $0.mode == .fluorescence }),
      channels.contains(where: { $0.role == .ifluor && entry(ofLabel: $0.name) != nil })
    else { return signals }
    return [signals[index]] + signals[..<index] + signals[(index + 1)...]
  }

  /// Role and qualifier; nil for labels that are not those of an element.
  func entry(ofLabel label: String) -> RoleTable.Entry? {
    guard let rule else { return nil }
    let digits = String(label.reversed().prefix { $0.isNumber }.reversed())
    guard !digits.isEmpty else { return nil }
    let stem = label.dropLast(digits.count).lowercased()
    switch rule {
    case .stepScan:
      guard stem.hasSuffix(Self.mca) else { return nil }
      let quantity = stem.dropLast(Self.mca.count)
      if let kind = Self.rates[String(quantity)] { return RoleTable.Entry(.other, "\(kind) \(digits)") }
      return isWindow(quantity) ? RoleTable.Entry(.ifluor, digits) : nil
    case .blueSky:
      if let kind = Self.rates[stem] { return RoleTable.Entry(.other, "\(kind) \(digits)") }
      // I0 stays I0 in a scan of iodine.
      guard stem == Self.corrected || stem == element, XDIContent.role(ofLabel: label).role == .other else {
        return nil
      }
      // Not the number alone: that would call for a correction once more.
      return RoleTable.Entry(.ifluor, "\(Self.corrected) \(digits)")
    }
  }

  private static let mca = "_mca"
  private static let corrected = "dtc"
  private static let rates = [
    "inputcounts": DetectorElement.inputRate, "outputcounts": DetectorElement.outputRate,
    "dtfactor": DetectorElement.factor, "clock": DetectorElement.clock, "allevent": DetectorElement.events,
    "resetticks": DetectorElement.resets, "icr": DetectorElement.inputRate, "ocr": DetectorElement.outputRate,
  ]

  /// Whether a window of emission, `mn_ka`, is of the scan's element.
  private func isWindow(_ quantity: some StringProtocol) -> Bool {
    guard let element, quantity.hasPrefix(element) else { return false }
    let line = quantity.dropFirst(element.count).drop { $0 == "_" || $0 == " " }
    return line.first.map { "klm".contains($0) } ?? false
  }
}
