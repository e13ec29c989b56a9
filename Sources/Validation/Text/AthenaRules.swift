/// Rules for the parameters of Athena records.
import Bytes
import DataModel

enum AthenaRules {
  static let document: [Rule<Document>] = [unknownKeys]
  static let measurement: [Rule<TextSubject>] = [edgeOutside, rangeOrder, values, windows, absorber]

  /// The number of a parameter; nil where it is absent, blank, or a word.
  private static func number(_ key: String, _ subject: TextSubject) -> Double? {
    subject.text("args." + key).flatMap { Quantity(parsing: $0) }.flatMap { $0.unit == nil ? $0.value : nil }
  }

  private static func isSet(_ key: String, _ subject: TextSubject) -> Bool {
    number(key, subject).map { $0 != 0 } ?? false
  }

  private static func isEnergy(_ subject: TextSubject) -> Bool {
    subject.measurement.channel(named: "x")?.role == .energy && !isSet("is_rsp", subject) && !isSet("not_data", subject)
  }

  private static func title(_ subject: TextSubject) -> String {
    subject.measurement.title ?? subject.measurement.selector
  }

  private static let edgeOutside = Rule<TextSubject>(TextRuleFinding.edgeOutside) { subject, report in
    guard isEnergy(subject), let e0 = number("bkg_e0", subject),
      let x = subject.measurement.channel(named: "x")?.values.inMemory?.doubles(), let low = x.min(),
      let high = x.max(),
      low < high, e0 < low || e0 > high
    else { return }
    report.add(
      subject.finding(
        TextRuleFinding.edgeOutside,
        "E0 of \"\(title(subject))\" is \(Figure.text(e0)) eV, outside its energies from \(Figure.text(low)) to "
          + "\(Figure.text(high)) eV",
        at: "args.bkg_e0", expected: "\(Figure.text(low)) to \(Figure.text(high)) eV", found: "\(Figure.text(e0)) eV"))
  }

  // MARK: Ranges

  private static let ranges: [(low: String, high: String, name: String)] = [
    ("bkg_pre1", "bkg_pre2", "pre-edge range"), ("bkg_nor1", "bkg_nor2", "normalisation range"),
    ("bkg_spl1", "bkg_spl2", "spline range"), ("fft_kmin", "fft_kmax", "forward transform"),
    ("bft_rmin", "bft_rmax", "backward transform"),
  ]

  private static let rangeOrder = Rule<TextSubject>(TextRuleFinding.rangeOrder) { subject, report in
    for range in ranges {
      guard let low = number(range.low, subject), let high = number(range.high, subject), low >= high,
        !isUnused(range.low, subject)
      else { continue }
      report.add(
        subject.finding(
          TextRuleFinding.rangeOrder,
          "the \(range.name) of \"\(title(subject))\" runs from \(Figure.text(low)) (\(range.low)) to "
            + "\(Figure.text(high)) "
            + "(\(range.high)): it holds no point",
          at: "args." + range.low, expected: "\(range.low) below \(range.high)",
          found: "\(Figure.text(low)), \(Figure.text(high))"))
    }
  }

  /// Ranges that Athena keeps but does not use: those of EXAFS in a record that is XANES alone or is in another space,
  /// and those of normalisation in data that is normalised.
  private static func isUnused(_ key: String, _ subject: TextSubject) -> Bool {
    guard isEnergy(subject) else { return key.hasPrefix("bkg_") }
    if key.hasPrefix("bkg_spl") || key.hasPrefix("fft_") || key.hasPrefix("bft_") { return isSet("is_xanes", subject) }
    return isSet("is_nor", subject)
  }

  // MARK: Values

  private struct Limits: Sendable {
    let key: String
    let limits: ClosedRange<Double>
    let reason: String
  }

  private static let limits: [Limits] = [
    Limits(
      key: "bkg_rbkg", limits: 0.3...4,
      reason: "the background is what lies below the first shell of neighbours, at 1 to 3 \u{C5}"),
    Limits(key: "bkg_nnorm", limits: 0...3, reason: "the polynomial behind the edge has at most 3 coefficients"),
    Limits(key: "bkg_kw", limits: 0...3, reason: "k weights are 0 to 3"),
    Limits(key: "fft_kw", limits: 0...3, reason: "k weights are 0 to 3"),
    Limits(key: "bkg_nclamp", limits: 0...500, reason: "it is a number of points at the end of the spline"),
    Limits(key: "bkg_dk", limits: 0...20, reason: "it is the width of a window's flank in 1/\u{C5}"),
    Limits(key: "fft_dk", limits: 0...20, reason: "it is the width of a window's flank in 1/\u{C5}"),
    Limits(key: "bft_dr", limits: 0...10, reason: "it is the width of a window's flank in \u{C5}"),
    Limits(key: "importance", limits: 0...1e6, reason: "it is a weight in a merge"),
  ]

  private static let values = Rule<TextSubject>(TextRuleFinding.value) { subject, report in
    for row in limits {
      guard let value = number(row.key, subject), !row.limits.contains(value) else { continue }
      report.add(
        subject.finding(
          TextRuleFinding.value,
          "\(row.key) of \"\(title(subject))\" is \(Figure.text(value)), but \(row.reason)", at: "args." + row.key,
          expected: "\(Figure.text(row.limits.lowerBound)) to \(Figure.text(row.limits.upperBound))",
          found: Figure.text(value)))
    }
  }

  private static let windowKeys = ["bkg_win", "bkg_kwindow", "fft_win", "fft_kwindow", "bft_win", "bft_rwindow"]
  private static let windowNames: Set<String> = [
    "hanning", "kaiser-bessel", "kaiser", "welch", "parzen", "sine", "gaussian",
  ]

  private static let windows = Rule<TextSubject>(TextRuleFinding.window) { subject, report in
    for key in windowKeys {
      guard let name = subject.text("args." + key), !windowNames.contains(name.lowercased()) else { continue }
      report.add(
        subject.finding(
          TextRuleFinding.window, "\(key) of \"\(title(subject))\" is \"\(name)\", which is no window function",
          at: "args." + key))
    }
  }

  private static let absorber = Rule<TextSubject>(TextRuleFinding.absorber) { subject, report in
    let rows: [(key: String, kind: String, isKnown: (String) -> Bool)] = [
      ("bkg_z", "element", { Element(symbol: $0) != nil }),
      ("fft_edge", "absorption edge", { EdgeLabel(parsing: $0) != nil }),
    ]
    for row in rows {
      guard let text = subject.text("args." + row.key), !row.isKnown(text) else { continue }
      report.add(
        subject.finding(
          TextRuleFinding.absorber, "\(row.key) of \"\(title(subject))\" is \"\(text)\", which is no \(row.kind)",
          at: "args." + row.key))
    }
  }

  // MARK: Names

  private static let unknownKeys = Rule<Document>(TextRuleFinding.keyUnknown) { document, report in
    var counts: [String: (count: Int, path: String, line: Int?)] = [:]
    for (index, measurement) in document.measurements.enumerated() {
      for arguments in measurement.metadata.nodes where arguments.name == "args" {
        for node in arguments.children where !AthenaKeys.isKnown(node.name) {
          let first = ("/\(index + 1)/metadata/args.\(node.name)", node.line ?? arguments.line)
          let known = counts[node.name]
          counts[node.name] = ((known?.count ?? 0) + 1, known?.path ?? first.0, known?.line ?? first.1)
        }
      }
    }
    for (key, place) in counts.sorted(by: { $0.key < $1.key }).prefix(20) {
      let name = key.unicodeScalars.count > 40 ? String(key.prefix(37)) + "..." : key
      report.add(
        Finding(
          TextRuleFinding.keyUnknown,
          "\"\(name)\" is no parameter that Athena or Larch is known to write; it stands in "
            + "\(Figure.count(place.count, "record"))",
          at: .init(line: place.line, path: place.path), found: name))
    }
  }
}
