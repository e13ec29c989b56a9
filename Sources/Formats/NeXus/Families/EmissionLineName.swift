/// Names of emission lines, in IUPAC's notation and Siegbahn's.

/// Reading what files call the lines that were detected.
enum EmissionLineName {
  /// The IUPAC names in a text: `K-L3`, `KL3`, `Fe Ka1`, `Kα` (both of its lines); empty when it names no line.
  static func lines(in text: String) -> [String] {
    guard text.utf8.count <= 64 else { return [] }
    // An element may stand before the line.
    guard let word = text.split(whereSeparator: \.isWhitespace).last.map(String.init) else { return [] }
    let name = word.replacingGreek()
    if let lines = siegbahn[name.lowercased()] { return lines }
    return iupac(name).map { [$0] } ?? []
  }

  /// `K-L3`, from the same with or without the dash.
  private static func iupac(_ text: String) -> String? {
    let name = text.uppercased().filter { $0 != "-" && $0 != "_" }
    for (index, inner) in shells.enumerated() where name.hasPrefix(inner) {
      let outer = String(name.dropFirst(inner.count))
      if let position = shells.firstIndex(of: outer), position > index { return inner + "-" + outer }
    }
    return nil
  }

  private static let shells: [String] =
    ["K"]
    + [("L", 3), ("M", 5), ("N", 7), ("O", 7), ("P", 5)].flatMap { shell, count in
      (1...count).map { "\(shell)\($0)" }
    }

  /// Siegbahn names with the letters a, b, g (Jenkins et al., X-Ray Spectrometry 20 (1991) 149).
  private static let siegbahn: [String: [String]] = [
    "ka": ["K-L3", "K-L2"], "ka1": ["K-L3"], "ka2": ["K-L2"], "kb": ["K-M3", "K-M2"], "kb1": ["K-M3"],
    "kb3": ["K-M2"], "kb1,3": ["K-M3", "K-M2"], "la": ["L3-M5", "L3-M4"], "la1": ["L3-M5"], "la2": ["L3-M4"],
    "lb1": ["L2-M4"], "lb2": ["L3-N5"], "lb3": ["L1-M3"], "lb4": ["L1-M2"], "lg1": ["L2-N4"], "ll": ["L3-M1"],
    "ma": ["M5-N7", "M5-N6"], "ma1": ["M5-N7"], "ma2": ["M5-N6"], "mb": ["M4-N6"],
  ]
}

extension String {
  /// Siegbahn's Greek letters, and the words for them, as a, b and g.
  fileprivate func replacingGreek() -> String {
    var result = ""
    var rest = self[...]
    let words = [("alpha", "a"), ("beta", "b"), ("gamma", "g"), ("α", "a"), ("β", "b"), ("γ", "g")]
    while let next = rest.first {
      if let (word, letter) = words.first(where: { rest.lowercased().hasPrefix($0.0) }) {
        result += letter
        rest = rest.dropFirst(word.count)
      } else {
        result.append(next)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
