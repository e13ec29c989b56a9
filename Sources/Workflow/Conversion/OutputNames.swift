/// How outputs in a folder are called.
import DataModel
import Formats

/// Names for the outputs of many inputs: safe, telling, and each given once.
///
/// Every input owns a stem. An output of one measurement among several is called `stem-label`. A name belongs to the
/// input with the longest stem that it begins with, so that two inputs, read by two processes that know nothing of
/// each other, never choose the same name.
struct OutputNames: Sendable {
  /// The stem of each input, with its folder below the output folder.
  let stems: [String]
  /// The inputs (by index) whose stem had to be numbered.
  let renamed: Set<Int>

  init(_ entries: [InputEntry], formats: [Format]) {
    var taken: Set<String> = []
    var stems: [String] = []
    var renamed: Set<Int> = []
    let wanted = entries.map { Self.stem(of: $0, formats: formats) }
    // Names that some input has by right are not given to another one as a number.
    let rightful = Set(wanted.map(SafeName.key))
    for (index, name) in wanted.enumerated() {
      var stem = name
      var number = 2
      while !taken.insert(SafeName.key(stem)).inserted {
        repeat {
          stem = "\(name)-\(number)"
          number += 1
        } while rightful.contains(SafeName.key(stem))
        renamed.insert(index)
      }
      stems.append(stem)
    }
    self.stems = stems
    self.renamed = renamed
  }

  /// The names, without ending, of the outputs of one input, one for each measurement. `hasClash` tells that titles
  /// had to be numbered.
  func names(
    forInput index: Int, measurements: [Measurement]
  ) -> (names: [String], hasClash: Bool) {
    let stem = stems[index]
    guard measurements.count > 1 else { return ([stem], false) }
    let others = Set(stems.indices.filter { $0 != index }.map { SafeName.key(stems[$0]) })
    var taken: Set<String> = []
    var hasClash = false
    let names = measurements.enumerated().map { position, measurement -> String in
      let label = SafeName.make(measurement.displayName)
      let wanted = "\(stem)-\(label.isEmpty ? String(position + 1) : label)"
      var name = wanted
      var number = 2
      while taken.contains(SafeName.key(name)) || Self.belongs(name, toOneOf: others, notTo: stem) {
        name = Self.belongs(wanted, toOneOf: others, notTo: stem) ? "\(stem)-_\(number)" : "\(wanted)-\(number)"
        number += 1
        hasClash = true
      }
      taken.insert(SafeName.key(name))
      return name
    }
    return (names, hasClash)
  }

  /// The files for several measurements where the user named one: `x.xdi` becomes `x-LABEL.xdi` and so on.
  static func beside(_ path: String, _ measurements: [Measurement]) -> (names: [String], hasClash: Bool) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let ending = file.lastIndex(of: ".").map { String(file[$0...]) } ?? ""
    let single = OutputNames(stems: [String(path.dropLast(ending.count))])
    let (names, hasClash) = single.names(forInput: 0, measurements: measurements)
    return (names.map { $0 + ending }, hasClash)
  }

  private init(stems: [String]) {
    self.stems = stems
    renamed = []
  }

  /// Whether the name is, or begins like, that of another input with a longer stem.
  private static func belongs(_ name: String, toOneOf others: Set<String>, notTo stem: String) -> Bool {
    let name = SafeName.key(name)
    if others.contains(name) { return true }
    return name.indices.contains { index in
      name[index] == "-" && index > name.startIndex
        && name.distance(from: name.startIndex, to: index) > stem.count && others.contains(String(name[..<index]))
    }
  }

  private static func stem(of entry: InputEntry, formats: [Format]) -> String {
    let address = entry.address
    let file = address.isStandardInput ? "stdin" : String(address.file.split(separator: "/").last ?? "output")
    var stem = SafeName.make(withoutEnding(file, formats: formats))
    if stem.isEmpty { stem = "output" }
    if let selector = address.selector { stem += "-" + SafeName.make(selector) }
    return entry.folder.isEmpty ? stem : "\(entry.folder)/\(stem)"
  }

  /// The file name without what tells its format: a known ending, or a last part that looks like one. `scan.0001` is
  /// a name of its own.
  static func withoutEnding(_ file: String, formats: [Format]) -> String {
    var name = file
    if name.lowercased().hasSuffix(".gz") { name = String(name.dropLast(3)) }
    let lower = name.lowercased()
    let known = formats.flatMap(\.extensions).filter { lower.hasSuffix($0) && $0.count < name.count }
    if let longest = known.max(by: { $0.count < $1.count }) { return String(name.dropLast(longest.count)) }
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    let ending = name[name.index(after: dot)...]
    let looksLikeOne = (1...5).contains(ending.count) && ending.first?.isLetter ?? false
    return looksLikeOne ? String(name[..<dot]) : name
  }
}
