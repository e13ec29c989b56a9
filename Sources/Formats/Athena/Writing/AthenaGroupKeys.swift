/// Gives group keys to records without one and to those whose key a record of another file has, and lets references
/// follow. Records of one file that share a key keep it, as they are.
import DataModel

struct AthenaGroupKeys {
  private struct Entry {
    /// The file that the measurement came from: keys mean something only within it.
    let origin: String
    /// What others call the measurement.
    let names: [String]
  }

  private var entries: [Entry] = []

  /// Notes a record in the order of the project.
  mutating func add(_ group: String, of measurement: Measurement) {
    let origin = measurement.origins.last
    entries.append(
      Entry(origin: origin?.sha256 ?? origin?.name ?? "", names: group.isEmpty ? [measurement.selector] : [group]))
  }

  /// Makes keys that are missing or taken, and rewrites the arguments that name them.
  func assign(to records: inout [AthenaRecord]) {
    // The file whose record has a key.
    var owners = [AthenaProject.defaultsGroup: "", "": ""]
    // Keys that are there already are not given to others.
    let present = Set(records.map(\.group))
    var renamed: [String: [String: String]] = [:]
    for index in records.indices {
      let old = records[index].group
      var key = old
      let origin = entries.indices.contains(index) ? entries[index].origin : ""
      if let owner = owners[old], owner != origin || Self.isUnusable(old) {
        key = Self.fresh(records[index].title, index) { owners[$0] != nil || present.contains($0) }
      }
      owners[key] = owners[key] ?? origin
      records[index].group = key
      guard key != old, entries.indices.contains(index) else { continue }
      for name in entries[index].names { renamed[origin, default: [:]][name] = key }
    }
    guard !renamed.isEmpty else { return }
    for index in records.indices where entries.indices.contains(index) {
      guard let names = renamed[entries[index].origin] else { continue }
      for argument in Self.arguments {
        guard let old = records[index].arguments.text(argument), let key = names[old] else { continue }
        records[index].arguments.set(argument, key)
      }
    }
  }

  /// The arguments that hold keys of records.
  private static let arguments = ["reference", "referencegroup", "bkg_stan", "datagroup", "tag"]

  private static func isUnusable(_ key: String) -> Bool { key.isEmpty || key == AthenaProject.defaultsGroup }

  /// Five lower-case letters, the same for the same title at the same place.
  private static func fresh(_ title: String, _ index: Int, isTaken: (String) -> Bool) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(index)
    for byte in title.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    while true {
      var rest = hash
      var letters: [UInt8] = []
      for _ in 0..<5 {
        letters.append(UInt8(ascii: "a") + UInt8(rest % 26))
        rest /= 26
      }
      let key = String(decoding: letters, as: UTF8.self)
      if !isTaken(key), key != "undef" { return key }
      hash = hash &* 6_364_136_223_846_793_005 &+ 1
    }
  }
}
