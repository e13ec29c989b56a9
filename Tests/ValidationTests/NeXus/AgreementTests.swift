import Bytes
import DataModel
import Formats
import Foundation
import Testing
import Validation

/// The definitions inside the program are ours, written anew; what they lead to must be what the official ones do.
@Suite(
  "The definitions inside the program and the installed ones",
  .enabled(if: Corpus.isPresent && StandardDefinitions.isInstalled))
struct AgreementTests {
  private static let spectra =
    ["nexus-real/NXxas.hdf5", "nexus-real/NXxasproc.hdf5"]
    + Corpus.files(in: ["nexus-xmcd"]).filter { $0.hasSuffix(".nxs") }

  @Test("lead to the same findings about absorption spectra of others", arguments: spectra)
  func real(file: String) {
    let own = JudgedFile(file, by: .own())
    #expect(own.lines == JudgedFile(file, by: .installed()).lines)
    #expect(!own.definitions.isEmpty)
  }

  /// What an XDI file may lack and the written file therefore too: the zone of a time, a reference channel, source and name.
  private static let inherited: Set<String> = ["NX-D1", "NX-P1"]

  @Test(
    "lead to the same findings about what Edgewise writes, and find nothing in it but what the original lacks",
    arguments: [nil, "NXxas", "NXxas_trans", "NXxas_new"])
  func written(definition: String?) throws {
    let folder = try TestFolder()
    let read = try #require(Format.xdi.read)
    guard case .file(let write)? = Format.nexus.writer?.encoding else { throw CocoaError(.featureUnsupported) }
    let (own, installed) = (NeXusValidator.own(), NeXusValidator.installed())
    var held: Set<String> = []
    var count = 0
    for file in Corpus.files(in: ["xdi", "xasdatalibrary"]) where file.hasSuffix(".xdi") {
      guard let document = try? read(try ByteSource((Corpus.folder ?? "") + "/" + file)) else { continue }
      count += 1
      let path = "\(folder.path)/\(count).nxs"
      _ = try write(document, path, WritingOptions(definition: definition, time: "2026-11-20T10:00:00+01:00"))
      let judged = JudgedFile(path, by: own)
      #expect(judged.lines == JudgedFile(path, by: installed).lines, "\(file)")
      let own = judged.findings.filter {
        $0.severity == .error || $0.severity == .warning && !Self.inherited.contains($0.code)
      }
      #expect(own == [], "\(file)")
      held.formUnion(judged.definitions)
    }
    #expect(count > 20)
    #expect(definition.map(held.contains) ?? !held.isEmpty, "\(held)")
  }
}
