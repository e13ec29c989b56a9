import Foundation
import Testing

@Suite("Outputs appear whole or not at all") struct AtomicityTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Starts a conversion that stops in the middle of writing, and waits until it is there.
  private func startWriting(_ output: String) throws -> Edgewise.Running {
    // A test run in the background is told to ignore interrupts; the program shall not inherit that.
    let running = try Edgewise.start(
      ["--default-signal", Edgewise.program.path, "convert", "a.xdi", "-o", output, "--on-exist", "overwrite"],
      program: URL(fileURLWithPath: "/usr/bin/env"), in: folder,
      environment: ["EDGEWISE_PLANTED_FAULT": "hang:writing:\(output)"])
    let isWriting = try TestFolder.wait { try folder.files().contains { $0.hasPrefix(".edgewise-") } }
    #expect(isWriting)
    return running
  }

  @Test(
    "a conversion that is killed, interrupted or terminated leaves inputs and former outputs as they were",
    arguments: [SIGKILL, SIGINT, SIGTERM])
  func killed(signal: Int32) throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write("the former output", to: "b.nxs")
    let before = [try folder.state("a.xdi"), try folder.state("b.nxs")]
    let running = try startWriting("b.nxs")
    kill(running.pid, signal)
    let outcome = try running.end()
    if signal == SIGKILL {
      #expect(outcome.signal == SIGKILL)
    } else {
      #expect(outcome.status == 128 + signal)
    }
    // The worker of a killed program learns of its death a moment later.
    let isClean = try TestFolder.wait { try folder.files() == ["a.xdi", "b.nxs"] }
    #expect(isClean)
    #expect([try folder.state("a.xdi"), try folder.state("b.nxs")] == before)
  }

  @Test("a worker that crashes in the middle of writing leaves nothing behind")
  func crash() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let before = try folder.state("a.xdi")
    for (kind, output) in [("crash", "b.nxs"), ("crash", "b.dat"), ("hang", "b.nxs")] {
      let outcome = try Edgewise.run(
        "convert", "a.xdi", "-o", output, "--timeout", "1", in: folder,
        environment: ["EDGEWISE_PLANTED_FAULT": "\(kind):writing:\(output)"])
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains("while writing it as"))
      #expect(try folder.files() == ["a.xdi"])
    }
    #expect(try folder.state("a.xdi") == before)
  }
}
