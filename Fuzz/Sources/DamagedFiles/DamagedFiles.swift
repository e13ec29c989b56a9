/// A great many damaged HDF5 files through the validator: whatever the library does with them, each gets its verdict.
///
///     damaged-files seeds FOLDER                               writes the whole files that the damaged ones come from
///     damaged-files run FIRST COUNT FOLDER FINDINGS SEED...    validates COUNT files, numbered from FIRST, in FOLDER
///     damaged-files make NUMBER FILE SEED...                   writes the damaged file of a number
///
/// A number stands for the same bytes as long as the seeds are the same.
import Bytes
import DataModel
import Glibc
import Validation
import Workflow

@main
enum DamagedFiles {
  private static let batch = 2000

  static func main() {
    do {
      guard try run(Array(CommandLine.arguments.dropFirst())) else {
        complain(
          "usage: damaged-files seeds FOLDER | run FIRST COUNT FOLDER FINDINGS SEED... | make NUMBER FILE SEED...")
        exit(2)
      }
    } catch let failure as Trial.Failure {
      complain(failure.message)
      exit(1)
    } catch {
      complain("\(error)")
      exit(1)
    }
  }

  private static func run(_ words: [String]) throws -> Bool {
    switch words.first {
    case "seeds" where words.count == 2: try SeedFiles.write(to: words[1])
    case "make" where words.count > 3:
      guard let number = Int(words[1]) else { return false }
      try Trial.write(try damage(words[3...]).file(number), to: words[2])
    case "run" where words.count > 5:
      guard let first = Int(words[1]), let count = Int(words[2]) else { return false }
      try run(first..<first + count, Trial(damage: damage(words[5...]), folder: words[3], findings: words[4]))
    default: return false
    }
    return true
  }

  private static func damage(_ seeds: ArraySlice<String>) throws -> Damage {
    Damage(try seeds.map { try ByteSource($0).prefix(.max) })
  }

  /// By turns as `validate` does it unless told otherwise, and with all that can be asked for.
  private static let options = [
    ValidationOptions(), ValidationOptions(isDeep: true),
    ValidationOptions(profile: PhysicsProfile.name, isDeep: true, isStrict: true),
  ]

  private static func run(_ numbers: Range<Int>, _ trial: Trial) throws {
    var tally = Tally()
    let start = ContinuousClock().now
    var reported = 0
    for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: batch) {
      let turn = options[first / batch % options.count]
      try trial.run(first..<min(first + batch, numbers.upperBound), turn, &tally)
      if tally.files - reported >= 10 * batch || tally.files == numbers.count {
        reported = tally.files
        let seconds = (ContinuousClock().now - start) / .seconds(1)
        say(
          "after \(Int(seconds)) s, \(Int(Double(tally.files) / seconds)) a second, the parent's peak \(peakMemory()) MiB:"
        )
        for line in tally.lines { say(line) }
      }
    }
  }

  private static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss >> 10
  }
}
