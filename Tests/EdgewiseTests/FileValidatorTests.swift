import Edgewise
import Foundation
import Testing

@Suite("Validating in a Swift program")
struct FileValidatorTests {
  private let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Examples/ChargeSeries/nmc811-4.xdi").path

  @Test("a spectrum and the NeXus file made of it are valid; a file cut in half is unreadable")
  func verdicts() throws {
    let folder = NSTemporaryDirectory() + "/edgewise-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let validator = FileValidator()
    #expect(validator.validate(example).verdict == .valid)
    let path = folder + "/nmc811-4.nxs"
    try Document(contentsOf: example).write(to: path)
    let result = validator.validate(path)
    #expect(result.verdict == .valid, "\(result.findings)")
    #expect(result.definitions == ["NXxas_trans", "NXxas"])
    #expect(!result.findings.contains { $0.severity != .note }, "\(result.findings)")
    // The subentry names NXxas, but means the official one: FAIRmat's is held against the entry, which fits it better.
    let asked = FileValidator(ValidationOptions(definitions: ["fairmat:NXxas"])).validate(path)
    #expect(asked.findings.filter { $0.severity == .error }.map(\.location.path) == ["/entry/definition"])
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: path))
    #expect(validator.validate(path).verdict == .unreadable)
  }
}
