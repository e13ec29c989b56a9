import Bytes
import DataModel
import HDF5

/// HDF5 of people who have not heard of NeXus: arrays of equal length in a group are the columns of a table.
enum PlainTables {
  struct Found {
    /// Groups directly below the root that hold a table each; empty unless there are two or more.
    let groups: [(name: String, group: Group)]
    /// Whether the root holds nothing else.
    let isComplete: Bool
  }

  /// The tables below the root. One alone is left to be read with everything around it.
  static func find(in root: Group) throws(HDF5Error) -> Found {
    var groups: [(name: String, group: Group)] = []
    var count = 0
    for link in try root.links() {
      count += 1
      guard count <= objectLimit else { break }
      guard case .hard = link.kind, let object = try? root.open(link), case .group(let group) = object,
        holdsTable(group)
      else { continue }
      groups.append((link.name, group))
    }
    return groups.count < 2
      ? Found(groups: [], isComplete: false) : Found(groups: groups, isComplete: groups.count == count)
  }

  private static let objectLimit = 10_000

  /// Two arrays of numbers of one length, or what NXdata plots.
  private static func holdsTable(_ group: Group) -> Bool {
    guard let links = try? group.links() else { return false }
    var lengths: Set<Int> = []
    for link in links.prefix(objectLimit) {
      guard let object = try? group.open(link), case .dataset(let dataset) = object, !dataset.isNull,
        dataset.elementType?.isNumeric == true, let length = dataset.shape.first, length > 1
      else { continue }
      if !lengths.insert(length).inserted { return true }
    }
    return false
  }

  /// What was taken for columns, where nothing in the file says so.
  static func note(_ columns: [Channel], at selector: String) -> Finding? {
    guard !columns.isEmpty else { return nil }
    let named = columns.prefix(8).map { $0.role == .other ? $0.name : "\($0.name) (\($0.role.rawValue))" }
    let rest = columns.count > named.count ? " and \(columns.count - named.count) more" : ""
    return Finding(
      NeXusFinding.plain,
      "Nothing in the file says what these arrays are; their names were taken at their word: "
        + named.joined(separator: ", ") + rest + ".",
      at: .init(path: selector), found: "\(columns.count) arrays")
  }
}

/// BLISS writes counters that run at another rate into sub-scans: `3.2` beside `3.1`.
enum SubScans {
  /// Gives every sub-scan a reference to the first part of its scan.
  static func pair(_ measurements: inout [Measurement]) {
    let selectors = Set(measurements.map(\.selector))
    for index in measurements.indices {
      guard let main = mainScan(of: measurements[index].selector), selectors.contains(main) else { continue }
      let reference = Reference(.pair, to: .init(selector: main))
      if !measurements[index].references.contains(reference) { measurements[index].references.append(reference) }
    }
  }

  /// `/3.1` for `/3.2`; nil for anything that is no sub-scan.
  private static func mainScan(of selector: String) -> String? {
    let parts = selector.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let part = Int(parts[1]), part > 1, parts[0].hasPrefix("/"),
      Int(parts[0].dropFirst()) != nil
    else { return nil }
    return "\(parts[0]).1"
  }
}
