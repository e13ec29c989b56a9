// Real schemas and documents of the field, where the corpus is at hand.
import Foundation
import Testing
import XML

private enum Corpus {
  static let root: String = {
    let environment = ProcessInfo.processInfo.environment["EDGEWISE_CORPUS"]
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return environment ?? package.appendingPathComponent("../shared/corpus").path
  }()

  static func has(_ folder: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(folder)") }

  /// The files below a folder by relative path.
  static func files(in folder: String, suffix: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)") where name.hasSuffix(suffix) {
      files[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(folder)/\(name)")))
    }
    return files
  }
}

@Test("the DataCite 4.7 examples are valid", .enabled(if: Corpus.has("datacite/kernel-4.7")))
func datacite() throws {
  let catalogue = SchemaCatalogue(try Corpus.files(in: "datacite/kernel-4.7", suffix: ".xsd"))
  let schema = try XMLSchema("metadata.xsd", in: catalogue)
  let examples = try Corpus.files(in: "datacite/kernel-4.7/example", suffix: ".xml")
  for (name, example) in examples {
    #expect(try schema.validate(example, file: name).violations == [], "\(name)")
  }
  print("DataCite examples validated: \(examples.count)")
  #expect(examples.count > 0)
}

@Test("the ICAT ingest schemas compile and judge the sample", .enabled(if: Corpus.has("icat")))
func icat() throws {
  let files = try Corpus.files(in: "icat", suffix: "")
  let catalogue = SchemaCatalogue(files.filter { $0.key.hasSuffix(".xsd") })
  let versions = try catalogue.names.map { try XMLSchema($0, in: catalogue) }
  #expect(versions.count > 0)
  var valid = 0
  let documents = files.filter { $0.key.hasSuffix(".xml") }
  for (name, document) in documents where try versions.contains(where: { try $0.validate(document).isValid }) {
    #expect(!name.isEmpty)
    valid += 1
  }
  print("ICAT documents valid for some version: \(valid) of \(documents.count)")
  #expect(valid > 0)
}

@Test("the canSAS schema compiles and tells its namespace", .enabled(if: Corpus.has("cansas")))
func cansas() throws {
  let schema = try XMLSchema("cansas1d.xsd", in: SchemaCatalogue(try Corpus.files(in: "cansas", suffix: ".xsd")))
  #expect(schema.targetNamespace == "urn:cansas1d:1.1")
  let violations = try schema.validate(bytes("<SASroot xmlns='urn:cansas1d:1.1' version='1.1'/>")).violations
  #expect(violations.map(\.path) == ["/SASroot"])
}

@Test("every NXDL definition is read as a tree and comes back from the writer", .enabled(if: Corpus.has("nxdl")))
func nxdl() throws {
  let files = try Corpus.files(in: "nxdl", suffix: ".nxdl.xml")
  for (name, file) in files {
    let tree = try XMLElement(parsing: file, file: name)
    #expect(tree.name.local == "definition", "\(name)")
    var writer = XMLWriter()
    try writer.write(tree)
    let again = try XMLElement(parsing: try writer.finish(), file: name)
    #expect(again.children.count == tree.children.count, "\(name)")
  }
  print("NXDL definitions read: \(files.count)")
  #expect(files.count > 0)
}

@Test("diffractometer files are read by stream", .enabled(if: Corpus.has("xrdml")))
func xrdml() throws {
  let files = try Corpus.files(in: "xrdml", suffix: ".xrdml")
  var count = 0
  for (name, file) in files { count += try XMLReader(file, file: name).allEvents().count }
  print("XRDML files read: \(files.count), events: \(count)")
  #expect(count > 100)
}
