/// APS 12-BM: the layout of SPEC without its scan lines, energies in keV.
import Bytes
import DataModel

extension BeamlineDialect {
  static let aps12BM = BeamlineDialect(
    id: "aps-12bm", name: "APS 12-BM (text)",
    sign: { head in
      guard head.has("exafs_region") else { return nil }
      let isComment = { (line: String) in line.hasPrefix("#C") }
      let region = head.lines.firstIndex { isComment($0) && $0.contains("exafs_region") }
      // A file with SPEC's lines of labels is one of SPEC.
      guard let region, head.opening.hasPrefix("#"), head.firstLine(beginning: "#L ") == nil else { return nil }
      return "line \(region + 1) is a comment of SPEC's form that gives an exafs_region"
    },
    content: .text(TextLayout(labels: Header12BM.labels, facts: Header12BM.facts)), roles: Header12BM.roles,
    complete: Header12BM.complete)
}

private enum Header12BM {
  /// `C 1_Energy (keV) 2_sec 3_mononrg 4_i0`: each label begins with the number of its column.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    for line in header.lines.reversed() {
      let labels = numbered(line.text)
      if labels.count > 1, header.columnCount == 0 || labels.count == header.columnCount { return labels }
    }
    return nil
  }

  private static func numbered(_ line: String) -> [String] {
    var labels: [String] = []
    for word in line.split(separator: " ") {
      let parts = word.split(separator: "_", maxSplits: 1)
      if parts.count == 2, parts[0].allSatisfy(\.isNumber), Int(parts[0]) == labels.count + 1 {
        labels.append(String(parts[1]))
      } else if !labels.isEmpty {
        labels[labels.count - 1] += " \(word)"
      } else if word != "C" {
        return []
      }
    }
    return labels
  }

  static let roles: [RoleRule] = [
    RoleRule("energy", .energy, unit: "keV"), RoleRule("sec", .time, unit: "s"), RoleRule("i0", .i0),
    RoleRule("it", .itrans), RoleRule("i1", .itrans), RoleRule("iref", .irefer), RoleRule("i2", .irefer),
    RoleRule("if", .ifluor), RoleRule("ifl", .ifluor),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if numbered(line).count > 1 { return [] }
    if line.hasPrefix("D "), let time = LocalTime.ctime(line.dropFirst(2)) {
      return [HeaderFact("Scan.start_time", time)]
    }
    return nil
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.isFluorescence = scan.index(of: .itrans) == nil
  }
}
