/// What the fuzzing engine calls: once at the start, then once for each input.
import Glibc

/// Chooses the target: `fuzz --target=xdi ...`; the engine leaves options with two dashes alone.
@_cdecl("LLVMFuzzerInitialize")
public func initializeFuzzer(
  _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> Int32 {
  let option = "--target="
  for index in 0..<Int(count.pointee) {
    guard let text = arguments.pointee?[index].map({ String(cString: $0) }), text.hasPrefix(option) else { continue }
    if text == option + "list" {
      for name in Target.all.keys.sorted() { print(name) }
      exit(0)
    }
    guard let target = Target.all[String(text.dropFirst(option.count))] else { break }
    Target.chosen = target
    return 0
  }
  complain("usage: fuzz --target=\(Target.all.keys.sorted().joined(separator: "|")) [FOLDER]... [-runs=N]")
  exit(2)
}

/// Reads one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Target.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Writes a line to standard error.
func complain(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}
