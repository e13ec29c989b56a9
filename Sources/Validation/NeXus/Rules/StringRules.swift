/// Rule H5: texts that are what they are declared to be.
import DataModel
import HDF5

enum StringRules {
  static let all: [Rule<FileInstance>] = [
    Rule(encoding) { instance, report in
      let survey = instance.file.survey
      for (index, object) in survey.objects.enumerated() {
        if let text = object.text {
          check(text, object.type, at: { survey.path(of: index) }, &report)
        }
        for attribute in object.attributes {
          check(attribute.value, attribute.type, at: { "\(survey.path(of: index))@\(attribute.name)" }, &report)
        }
      }
    }
  ]

  static let encoding = FindingCode(
    "NX-H5", .error, "The bytes of a text are not in the encoding that the file declares.",
    example: "a title in Latin-1, declared as ASCII",
    cure: "Write UTF-8 and declare it. UTF-8 that is declared as ASCII is a warning: most programs read it.")

  private static func check(
    _ value: Survey.Value, _ type: ElementSummary, at path: () -> String, _ report: inout RuleReport
  ) {
    guard let found = value.encoding, found != .ascii, type.kind == .text else { return }
    if found == .latin1 {
      report.add(
        encoding, .error,
        "the text is no valid UTF-8, nor the \(type.isDeclaredUTF8 ? "UTF-8" : "ASCII") that it is declared to be",
        at: path(), expected: "UTF-8", found: "bytes that only make sense as Latin-1 or similar")
    } else if !type.isDeclaredUTF8 {
      report.add(
        encoding, .warning, "the text is UTF-8, but declared as ASCII", at: path(), expected: "the character set UTF-8",
        found: "the character set ASCII")
    }
  }
}
