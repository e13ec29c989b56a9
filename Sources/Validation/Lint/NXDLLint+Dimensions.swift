// Rules about rank, dimensions and symbols.
import DataModel

extension NXDLLint {
  static let dimensionRules: [Rule<NXDLSubject>] = [
    Rule(NXDLFinding.symbol) { subject, report in
      let declared = subject.chain.reduce(into: Set<String>()) { $0.formUnion($1.symbols) }
      for (index, node) in subject.nodes(.dimensions, .dim) {
        let (attribute, words) = node.element == .dim ? ("value", "a length") : ("rank", "the rank")
        for symbol in symbols(in: node[attribute]) where !declared.contains(symbol) {
          report.add(
            subject.finding(
              NXDLFinding.symbol,
              "\(words) of \(owner(of: index, subject)) is '\(symbol)', which no symbol declares",
              at: index, found: symbol))
        }
      }
    },
    Rule(NXDLFinding.rank) { subject, report in
      for (index, node) in subject.nodes(.dimensions) {
        let dims = subject.document.children(of: index, .dim)
        if let rank = node["rank"].flatMap({ Int($0) }), rank != dims.count {
          let text = "\(owner(of: index, subject)) has rank \(rank) and \(dims.count) dimensions listed"
          report.add(
            subject.finding(
              NXDLFinding.rank, text, at: index, expected: String(rank), found: String(dims.count)))
        }
        let indices = dims.map { $0["index"] ?? "" }
        let expected = (1...max(1, dims.count)).map(String.init)
        if !dims.isEmpty, indices != expected {
          report.add(
            subject.finding(
              NXDLFinding.rank,
              "the dimensions of \(owner(of: index, subject)) are not numbered from 1 to \(dims.count)",
              at: index, expected: expected.joined(separator: " "), found: indices.joined(separator: " ")))
        }
      }
    },
    Rule(NXDLFinding.dimension) { subject, report in
      for (index, _) in subject.nodes(.dimensions) {
        var spare: String?
        for child in subject.document.nodes[index].children {
          let dim = subject.document.nodes[child]
          guard dim.element == .dim else { continue }
          if dim.flag("required") == false {
            spare = dim["index"] ?? "?"
          } else if let spare {
            report.add(
              subject.finding(
                NXDLFinding.dimension,
                "dimension \(spare) of \(owner(of: index, subject)) may be missing, dimension \(dim["index"] ?? "?") "
                  + "not",
                at: child))
          }
        }
      }
    },
  ]

  /// The field or attribute whose dimensions these are.
  private static func owner(of index: Int, _ subject: NXDLSubject) -> String {
    var current: Int? = index
    while let here = current {
      if [.field, .attribute].contains(subject.document.nodes[here].element) { return subject.title(here) }
      current = subject.document.nodes[here].parent
    }
    return "something"
  }

  /// The symbols in `n`, `n+1` or `nX + nY`; free text, of which there is much, has none.
  private static func symbols(in text: String?) -> [String] {
    guard let text else { return [] }
    let terms = text.split(separator: "+", omittingEmptySubsequences: false).map { term in
      String(term.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    let isSum = terms.allSatisfy { term in
      !term.isEmpty && term.utf8.allSatisfy { isWordByte($0) }
    }
    return isSum ? terms.filter { !($0.utf8.first.map { (0x30...0x39).contains($0) } ?? true) } : []
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}
