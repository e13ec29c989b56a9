import Foundation
import Testing

@Suite("edgewise convert for plotting programs") struct PlottingTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test(
    "the suffix chooses the format, the output is verified, and losses are what diff finds",
    arguments: [("x.csv", "origin"), ("x.itx", "itx"), ("x.xy", "xy"), ("x.nxdata.h5", "nxdata")])
  func formats(_ name: String, _ format: String) throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let outcome = try Edgewise.run("convert", "a.xdi", "-o", name, "--verify", "--format", "json", in: folder)
    #expect(outcome.status == 0)
    let row = try #require(try outcome.files().first)
    #expect(row["format"] as? String == format)
    #expect(row["verified"] as? Bool == true)
    let findings = try #require(row["findings"] as? [[String: Any]])
    let losses = findings.filter { ($0["code"] as? String)?.hasPrefix("LOSS-") == true }
      .compactMap { ($0["location"] as? [String: Any])?["path"] as? String }
    let comparison = try Edgewise.run("diff", "a.xdi", name, "--format", "json", in: folder)
    let differences = try #require(try comparison.json()["differences"] as? [[String: Any]])
    #expect(differences.compactMap { $0["path"] as? String } == losses)
    #expect(losses.isEmpty == (format == "itx"))
  }

  @Test("several inputs make one file for Igor and a file each for Origin; text goes to standard output")
  func several() throws {
    for name in ["a", "b"] { try folder.write(Sample.xdi(name: "foil \(name)"), to: "\(name).xdi") }
    let igor = try Edgewise.run("convert", "a.xdi", "b.xdi", "-o", "both.itx", "--verify", in: folder)
    #expect(igor.status == 0)
    #expect(igor.output.contains("verified: 2 measurements, 6 arrays bit for bit"))
    let origin = try Edgewise.run("convert", "a.xdi", "b.xdi", "-o", "out/", "--to", "origin", "--verify", in: folder)
    #expect(origin.status == 0)
    #expect(folder.exists("out/a.csv") && folder.exists("out/b.csv"))
    let text = try Edgewise.run("convert", "a.xdi", "-o", "-", "--to", "xy", in: folder)
    #expect(text.output.split(separator: "\n").first?.split(separator: " ").count == 2)
  }
}
