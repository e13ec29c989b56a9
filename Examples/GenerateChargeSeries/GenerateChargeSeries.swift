// A worked example of `import Edgewise`: builds measurements in memory and writes them to files.
//
//     swift run GenerateChargeSeries FOLDER
import Edgewise
import Glibc

@main
struct GenerateChargeSeries {
  static func main() {
    guard CommandLine.arguments.count == 2 else {
      print("usage: GenerateChargeSeries FOLDER")
      exit(2)
    }
    do {
      try write(to: CommandLine.arguments[1])
    } catch {
      print("GenerateChargeSeries: \(error)")
      exit(4)
    }
  }

  /// Five spectra as XDI, and the first of them as plain columns.
  static func write(to folder: String) throws {
    for number in ChargeSeries.states.indices {
      let document = Document(
        origin: Origin(name: "simulated", format: "none", readerVersion: EdgewiseVersion.string),
        measurements: [ChargeSeries.measurement(number: number)])
      let losses = try document.write(to: "\(folder)/nmc811-\(number + 1).xdi", replacing: true)
      for loss in losses { print("\(loss.code): \(loss.message)") }
      if number == 0 { try document.write(to: "\(folder)/nmc811-1.dat", replacing: true) }
    }
  }
}
