/// The work of `template new`.
import Bytes
public import Formats

/// Proposes templates.
public enum TemplateProposal {
  /// A template for files like this one, called `name` or like the file. Throws the findings that say why there is none.
  public static func template(for file: String, name: String?) throws(InputError) -> ColumnTemplate {
    let source = try InputReader().open(file)
    do throws(FormatError) {
      return try ColumnTemplate(
        proposedFor: source, name: name ?? file.split(separator: "/").last.map(String.init) ?? file)
    } catch {
      throw InputError(InputFinding.findings(for: error, in: file))
    }
  }
}
