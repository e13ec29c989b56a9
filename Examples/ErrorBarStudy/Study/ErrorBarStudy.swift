// Repeats experiments by simulation and holds the errors that Edgewise states against the scatter of its results.
//
//     swift run -c release ErrorBarStudy [EXPERIMENTS [SEED]] > docs/error-bars.md
import ErrorBars
import Glibc

@main
struct ErrorBarStudy {
  static func main() async {
    let words = CommandLine.arguments.dropFirst()
    guard words.count <= 2, let count = Int(words.first ?? "4000"), count >= 2,
      let seed = UInt64(words.dropFirst().first ?? "1000")
    else {
      print("usage: ErrorBarStudy [EXPERIMENTS [SEED]], such as ErrorBarStudy 4000 1000")
      exit(2)
    }
    do {
      let problems = try Problem.all()
      var tallies = problems.map { _ in [Tally]() }
      try await withThrowingTaskGroup(of: (Int, [Tally]).self) { group in
        for (number, problem) in problems.enumerated() {
          group.addTask { (number, try problem.run(count, seed: seed &+ UInt64(number))) }
        }
        for try await (number, found) in group { tallies[number] = found }
      }
      print(Page(count: count, results: Array(zip(problems, tallies))).text, terminator: "")
    } catch {
      print("ErrorBarStudy: \(error)")
      exit(4)
    }
  }
}
