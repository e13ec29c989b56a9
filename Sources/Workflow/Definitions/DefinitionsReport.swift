/// The reports of `schemas`, as JSON and as text.
import Bytes
import DataModel
public import Validation

/// Lays out what is known of definitions.
public enum DefinitionsReport {
  /// `schemas list` in the report `edgewise.schemas/1`.
  public static func json(_ sets: [DefinitionSet]) -> [UInt8] {
    document { json in
      json.key("sets")
      json.array { json in
        for set in sets { write(set, to: &json) }
      }
    }
  }

  /// `schemas path` in the report `edgewise.schemas/1`.
  public static func json(_ folders: [DefinitionFolders.Folder]) -> [UInt8] {
    document { json in
      json.key("folders")
      json.array { json in
        for folder in folders {
          json.object { json in
            json.member("origin", folder.origin.rawValue)
            json.member("path", folder.path)
            json.member("exists", folder.exists)
          }
        }
      }
    }
  }

  /// `schemas lint` in the report `edgewise.schemas/1`.
  public static func json(_ results: [DefinitionLintResult], set: DefinitionSet?) -> [UInt8] {
    document { json in
      orNull("schema_set", set?.name, to: &json)
      json.key("files")
      json.array { json in
        for result in results {
          json.object { json in
            json.member("file", result.file)
            json.member("verdict", result.verdict.rawValue)
            FindingReport.write(result.findings, to: &json)
          }
        }
      }
    }
  }

  /// `schemas add` in the report `edgewise.schemas/1`.
  public static func json(_ install: DefinitionInstall) -> [UInt8] {
    document { json in
      json.key("added")
      json.object { json in
        json.member("name", install.set.name)
        orNull("path", install.set.folder, to: &json)
        json.member("documents", install.set.documents.count)
        json.member("replaced", install.replaced)
      }
    }
  }

  /// The sets for a terminal.
  public static func lines(_ sets: [DefinitionSet], isVerbose: Bool, style: TextStyle = TextStyle()) -> [String] {
    var lines: [String] = []
    for set in sets {
      if !lines.isEmpty { lines.append("") }
      let head = [set.version ?? "", counts(set.documents), set.origin.rawValue].filter { !$0.isEmpty }
      lines.append(style.ink(.strong, DisplayText.printable(set.name)) + "  " + head.joined(separator: style.dot))
      if let folder = set.folder { lines.append("  " + DisplayText.printable(folder)) }
      for pair in set.source where pair.count == 2 && pair[0] != "definitions" {
        lines.append("  " + style.ink(.faint, DisplayText.printable("\(pair[0]): \(pair[1])")))
      }
      if isVerbose { lines += set.documents.map { "    " + DisplayText.printable($0.name) } }
    }
    return lines
  }

  /// The folders for a terminal.
  public static func lines(_ folders: [DefinitionFolders.Folder], style: TextStyle = TextStyle()) -> [String] {
    folders.map { folder in
      DisplayText.padded(folder.origin.rawValue, to: 8) + "  " + DisplayText.printable(folder.path)
        + (folder.exists ? "" : style.ink(.faint, "  (not there)"))
    } + [DisplayText.padded(DefinitionSet.Origin.embedded.rawValue, to: 8) + "  inside the program"]
  }

  /// A definition that was checked, for a terminal.
  public static func lines(_ result: DefinitionLintResult, style: TextStyle = TextStyle()) -> [String] {
    var text = FindingText(style: style)
    return ["\(DisplayText.printable(result.file)): \(result.verdict.rawValue)"]
      + result.findings.flatMap { text.lines(for: $0) }
  }

  private static func counts(_ documents: [DefinitionSet.Document]) -> String {
    let words: [(DefinitionSet.Document.Kind, String, String)] = [
      (.nxdl, "definition", "definitions"), (.xsd, "XML schema", "XML schemas"), (.json, "JSON schema", "JSON schemas"),
    ]
    return words.compactMap { kind, one, many in
      let count = documents.filter { $0.kind == kind }.count
      return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
    }.joined(separator: ", ")
  }

  private static func document(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    json.object { json in
      json.member("schema", "edgewise.schemas/1")
      body(&json)
    }
    return json.finish()
  }

  private static func write(_ set: DefinitionSet, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", set.name)
      json.member("origin", set.origin.rawValue)
      orNull("path", set.folder, to: &json)
      orNull("version", set.version, to: &json)
      json.key("source")
      json.array { json in
        for pair in set.source where pair.count == 2 {
          json.object { json in
            json.member("key", pair[0])
            json.member("value", pair[1])
          }
        }
      }
      json.key("documents")
      json.array { json in
        for document in set.documents {
          json.object { json in
            json.member("name", document.name)
            json.member("kind", document.kind.rawValue)
            json.member("path", document.path)
          }
        }
      }
    }
  }

  private static func orNull(_ key: String, _ text: String?, to json: inout JSONWriter) {
    json.key(key)
    if let text { json.value(text) } else { json.null() }
  }
}
