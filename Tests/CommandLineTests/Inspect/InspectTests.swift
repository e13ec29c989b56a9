import Foundation
import Testing

@Suite("edgewise inspect") struct InspectTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("JSON has what the contract says, and --values adds the numbers as stored")
  func json() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let outcome = try Edgewise.run("inspect", "a.xdi", "--format", "json", "--values", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(try outcome.json()["schema"] as? String == "edgewise.inspect/1")
    let file = try #require(try outcome.files().first)
    #expect(file["file"] as? String == "a.xdi" && file["format"] as? String == "xdi")
    let measurement = try #require((file["measurements"] as? [[String: Any]])?.first)
    #expect(measurement["title"] as? String == "Cu foil" && measurement["technique"] as? String == "XAS")
    #expect(measurement["start_time"] as? String == "2026-01-02T03:04:05")
    let signal = try #require((measurement["signals"] as? [[String: Any]])?.first)
    #expect(signal["expression"] as? String == "ln(i0/itrans)" && signal["element"] as? String == "Cu")
    let channels = try #require(measurement["channels"] as? [[String: Any]])
    #expect(channels.map { $0["role"] as? String } == ["energy", "i0", "itrans"])
    #expect(channels[0]["values"] as? [Double] == [8970, 8972.5, 8975, 8977.5])
    #expect(channels[2]["values"] as? [Double] == [50000.25, 49999.25, 49998.25, 49997.25])
    #expect(channels[2]["sum"] as? Double == 199_995 && channels[2]["min"] as? Double == 49997.25)
    #expect(channels[0]["shape"] as? [Int] == [4] && channels[0]["dimensions"] as? [String] == ["point"])
    let keys = (measurement["metadata"] as? [[String: Any]] ?? []).compactMap { $0["key"] as? String }
    #expect(keys.contains("Mono.d_spacing") && keys.contains("Scan.start_time"))
    let plain = try Edgewise.run("inspect", "a.xdi", "--format", "json", in: folder)
    #expect(!plain.output.contains("\"values\""))
  }

  @Test("text names the channels, draws the signal, and ends with the findings")
  func text() throws {
    try folder.write(Sample.xdi(points: 40).replacingOccurrences(of: "# Element.edge: K\n", with: ""), to: "a.xdi")
    let outcome = try Edgewise.run("inspect", "a.xdi", in: folder)
    #expect(outcome.status == 0)
    for words in ["Cu foil", "ln(i0/itrans)", "energy (eV)", "⠤", "XDI-REQUIRED", "Element.edge"] {
      #expect(outcome.output.contains(words), "\(words)")
    }
    #expect(!outcome.output.contains("\u{1B}"))
    let ascii = try Edgewise.run("inspect", "a.xdi", "--ascii", in: folder)
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
    let locale = try Edgewise.run("inspect", "a.xdi", in: folder, environment: ["LC_ALL": "C"])
    #expect(locale.output == ascii.output)
  }

  @Test("a file that cannot be read is reported and does not stop the others: exit 3")
  func unreadable() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write(Sample.junk, to: "junk")
    let json = try Edgewise.run("inspect", "missing", "a.xdi", "junk", "--format", "json", in: folder)
    #expect(json.status == 3)
    let files = try json.files()
    #expect(files.map { $0["format"] as? String } == [nil, "xdi", nil])
    let codes = files.map { ($0["findings"] as? [[String: Any]])?.last?["code"] as? String }
    #expect(codes == ["FILE-MISSING", nil, "FORMAT-UNKNOWN"])
    let text = try Edgewise.run("inspect", "missing", "a.xdi", in: folder)
    #expect(text.status == 3)
    #expect(text.errors.contains("FILE-MISSING") && !text.output.contains("FILE-MISSING"))
    #expect(text.output.contains("Cu foil"))
  }

  @Test("one measurement of a file is chosen with FILE::SELECTOR; inputs are not touched")
  func selector() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write(Sample.xdi(name: "second"), to: "b.xdi")
    #expect(try Edgewise.run("convert", "a.xdi", "b.xdi", "-o", "all.nxs", in: folder).status == 0)
    let state = try folder.state("a.xdi")
    let outcome = try Edgewise.run("inspect", "all.nxs::2", "a.xdi", "--format", "json", in: folder)
    let titles = try outcome.files().map { file in
      (file["measurements"] as? [[String: Any]] ?? []).compactMap { $0["title"] as? String }
    }
    #expect(titles == [["second"], ["Cu foil"]])
    #expect(try folder.state("a.xdi") == state)
    #expect(try folder.files() == ["a.xdi", "all.nxs", "b.xdi"])
  }

  @Test("--values without JSON is a usage error")
  func usage() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let outcome = try Edgewise.run("inspect", "a.xdi", "--values", in: folder)
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.errors.contains("--format json"))
  }
}
