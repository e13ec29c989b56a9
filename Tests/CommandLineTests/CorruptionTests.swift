import Foundation
import Testing

/// Every sixteenth file of the corpus, damaged; `make corrupt` does the same with all of them and measures time and memory.
@Suite("Damaged files", .enabled(if: RealFiles.folder != nil))
struct CorruptionTests {
  private let folder: TestFolder
  init() throws { folder = try TestFolder() }

  /// A small generator with a seed, so that a failure can be looked at again.
  private struct Chance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static func flipped(_ data: Data, _ count: Int, _ chance: inout Chance) -> Data {
    var data = data
    for _ in 0..<count {
      data[Int.random(in: 0..<data.count, using: &chance)] ^= 1 << UInt8.random(in: 0...7, using: &chance)
    }
    return data
  }

  private static func variants(of data: Data, _ seed: Int) -> [(String, Data)] {
    var chance = Chance(state: UInt64(seed) &* 977 &+ 1)
    var result = [
      ("empty", Data()), ("byte", data.prefix(1)), ("tenth", data.prefix(data.count / 10)),
      ("half", data.prefix(data.count / 2)), ("last", data.dropLast()), ("flip1", flipped(data, 1, &chance)),
      ("flip16", flipped(data, 16, &chance)),
    ]
    guard !data.prefix(4096).contains(0), let text = String(data: data, encoding: .isoLatin1) else { return result }
    let lines = text.replacingOccurrences(of: "\r\n", with: "\n").components(separatedBy: "\n")
    result += [
      ("cr", Data(lines.joined(separator: "\r").utf8)),
      ("wide", Data([0xFF, 0xFE]) + (text.data(using: .utf16LittleEndian) ?? Data())),
      ("mixed", Data(lines.shuffled(using: &chance).joined(separator: "\n").utf8)),
      ("commas", Data(text.replacingOccurrences(of: #"(\d)\.(\d)"#, with: "$1,$2", options: .regularExpression).utf8)),
    ]
    return result
  }

  @Test(
    "each has a verdict, findings that name it, and a report that keeps its schema", arguments: ["inspect", "validate"])
  func verdicts(_ verb: String) throws {
    let corpus = try #require(RealFiles.folder)
    let files = (FileManager.default.enumerator(atPath: corpus.path)?.allObjects as? [String] ?? []).sorted()
      .filter {
        (try? corpus.appendingPathComponent($0).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
      }
    var names: [String] = []
    for index in stride(from: 3, to: files.count, by: 16) {
      let data = try Data(contentsOf: corpus.appendingPathComponent(files[index]))
      guard !data.isEmpty, data.count < 1 << 20 else { continue }
      for (damage, bytes) in Self.variants(of: data, index) {
        let name = "\(index)-\(damage)-\((files[index] as NSString).lastPathComponent)"
        try bytes.write(to: folder.url.appendingPathComponent(name))
        names.append(name)
      }
    }
    #expect(names.count > 150)
    let outcome = try Edgewise.start([verb, "--format", "json"] + names, in: folder).end()
    #expect(outcome.signal == 0 && outcome.status == 3, "the empty ones cannot be read")
    #expect(try JSONSchema("edgewise.\(verb)/1", in: folder).complaints(about: outcome.output) == [])
    let reports = try outcome.files()
    #expect(reports.map { $0["file"] as? String } == names)
    for report in reports {
      let name = try #require(report["file"] as? String)
      let findings = report["findings"] as? [[String: Any]] ?? []
      for finding in findings {
        let place = finding["location"] as? [String: Any]
        #expect(place?["file"] as? String == name, "\(finding["code"] ?? "") in \(name)")
      }
      let isRead = report["format"] is String && report["verdict"] as? String != "unreadable"
      #expect(isRead || !findings.isEmpty, "\(name) was not read, and nothing says why")
    }
  }
}

/// The folder of real files; nil where it is not there.
private enum RealFiles {
  static let folder: URL? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["EDGEWISE_CORPUS"]
      ?? package.deletingLastPathComponent().appendingPathComponent("shared/corpus").path
    return FileManager.default.fileExists(atPath: path + "/MANIFEST.tsv") ? URL(fileURLWithPath: path) : nil
  }()
}
