/// What FEFF calculates: scattering paths (feffNNNN.dat), spectra (xmu.dat) and their fine structure (chi.dat).
import Bytes
import DataModel

extension BeamlineDialect {
  static let feff = BeamlineDialect(
    id: "feff", name: "FEFF: feffNNNN.dat, xmu.dat, chi.dat (text)",
    sign: { head in
      guard head.has("@#") else { return nil }
      for (number, line) in head.lines.enumerated() {
        guard let kind = FEFFHeader.kind(line) else { continue }
        return "line \(number + 1) has the labels of \(kind.name)"
      }
      return nil
    },
    content: .text(TextLayout(labels: FEFFHeader.labels, facts: FEFFHeader.facts)), roles: FEFFHeader.roles,
    complete: FEFFHeader.complete)
}

/// The header ends with a line of labels and the mark `@#`.
enum FEFFHeader {
  /// One kind of file, by its labels.
  struct Kind: Sendable {
    let name: String
    let labels: [String]
    let holds: String
  }

  static let path = Kind(
    name: "a scattering path",
    labels: ["k", "real[2*phc]", "mag[feff]", "phase[feff]", "red factor", "lambda", "real[p]"],
    holds: "a scattering path that FEFF calculated")
  private static let kinds = [
    path,
    Kind(
      name: "xmu.dat", labels: ["omega", "e", "k", "mu", "mu0", "chi"], holds: "a spectrum that FEFF calculated"),
    Kind(
      name: "chi.dat", labels: ["k", "chi", "mag", "phase"], holds: "a fine structure that FEFF calculated"),
  ]

  /// What a line of labels with the mark at its end belongs to.
  static func kind(_ line: String) -> Kind? {
    guard let mark = line.firstRange(of: "@#") else { return nil }
    let words = line[..<mark.lowerBound].split { " \t#".contains($0) }.joined(separator: " ")
    return kinds.first { $0.labels.joined(separator: " ") == words }
  }

  private static func kind(_ header: ScanHeader) -> Kind? { header.lines.lazy.compactMap { kind($0.text) }.first }

  @Sendable static func labels(_ header: ScanHeader) -> [String]? { kind(header)?.labels }

  static let roles: [RoleRule] = [
    RoleRule("k", .k, unit: "1/Å"), RoleRule("omega", .energy, unit: "eV"), RoleRule("mu", .mu),
    RoleRule("chi", .chi), RoleRule("e", .other, "relative to the edge", unit: "eV"),
    RoleRule("mu0", .other, "background"), RoleRule("mag", .other, "magnitude"),
    RoleRule("phase", .other, "phase", unit: "rad"),
    RoleRule("real[2*phc]", .other, "phase of the absorber", unit: "rad"),
    RoleRule("mag[feff]", .other, "amplitude", unit: "Å"), RoleRule("phase[feff]", .other, "phase", unit: "rad"),
    RoleRule("red factor", .other, "reduction factor"), RoleRule("lambda", .other, "mean free path", unit: "Å"),
    RoleRule("real[p]", .other, "momentum", unit: "1/Å"),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if kind(line) != nil || line.contains("pot at#") { return [] }
    let words = line.split { $0 == " " || $0 == "\t" }
    if line.hasPrefix("Abs"), let text = line.text(behind: "Z="), let z = text.split(separator: " ").first {
      return absorber(line, z)
    }
    if line.contains("nleg, deg, reff") { return path(words) }
    if words.first == "Path", words.count > 1, Int(words[1]) != nil {
      return [HeaderFact("Path.index", words[1]), HeaderFact("Calculation.path_line", line)]
    }
    if words.count >= 5, words.prefix(5).allSatisfy({ NumberParser.double(String($0)) != nil }), Int(words[3]) != nil {
      return [HeaderFact("Path.atom", words.joined(separator: " "))]
    }
    return number == 1 ? title(line) : nil
  }

  /// The program stands at the end of the first line.
  private static func title(_ line: String) -> [HeaderFact] {
    let text = line.hasPrefix("name:") ? line.dropFirst(5) : line[...]
    guard let mark = text.firstRange(of: " Feff") else { return [HeaderFact("Calculation.title", text)] }
    return [
      HeaderFact("Calculation.title", text[..<mark.lowerBound]),
      HeaderFact("Calculation.program", text[mark.lowerBound...]),
    ]
  }

  private static let shells: [Substring: String] = [
    "K": "K", "L1": "L1", "L2": "L2", "L3": "L3", "LI": "L1", "LII": "L2", "LIII": "L3",
  ]

  /// `Abs   Z=29 Rmt= 1.289 Rnm= 1.424 K shell`
  private static func absorber(_ line: String, _ number: Substring) -> [HeaderFact] {
    var facts = [HeaderFact("Calculation.absorber", line)]
    if let element = Int(number).flatMap(Element.init(atomicNumber:)) {
      facts.append(HeaderFact("Element.symbol", element.symbol))
    }
    let words = line.split(separator: " ")
    if let shell = words.firstIndex(of: "shell"), shell > 0, let edge = shells[words[shell - 1]] {
      facts.append(HeaderFact("Element.edge", edge))
    }
    return facts
  }

  /// `2  12.000   2.5478    2.6300   -5.53502 nleg, deg, reff, rnrmav(bohr), edge`
  private static func path(_ words: [Substring]) -> [HeaderFact] {
    let keys = [("nleg", nil), ("degeneracy", nil), ("reff", "Å"), ("rnrmav", "bohr"), ("edge", "eV")]
    return zip(keys, words).map { HeaderFact("Path.\($0.0)", $1, unit: $0.1) }
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    guard let kind = kind(scan.header) else { return }
    if kind.name == path.name { scan.signals = [] }
    scan.title = scan.metadata.text("Calculation.title")
    scan.noteCalculation(kind.holds)
  }
}
