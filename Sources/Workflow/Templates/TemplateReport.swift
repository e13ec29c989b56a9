/// The templates at hand as text and as JSON.
import Bytes
import Formats

extension TemplateLibrary {
  /// One line for each template: name, status, what it is for, where it is from.
  public func lines(style: TextStyle) -> [String] {
    var table = TextTable([.init("name"), .init("status"), .init("for"), .init("from", keepsEnd: true)])
    for entry in all() {
      switch entry.template {
      case .success(let template):
        table.add([entry.name, template.status, template.name, entry.path ?? "the program"])
      case .failure(let error): table.add([entry.name, "unusable", error.description, entry.path ?? ""])
      }
    }
    return table.lines(indent: 0, style)
  }

  /// The same as a JSON document, `edgewise.templates/1`.
  public func json() -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    json.object { json in
      json.member("schema", "edgewise.templates/1")
      json.key("templates")
      json.array { json in
        for entry in all() { Self.write(entry, to: &json) }
      }
    }
    return json.finish()
  }

  private static func write(_ entry: Entry, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", entry.name)
      switch entry.template {
      case .success(let template):
        json.member("status", template.status)
        json.member("title", template.name)
      case .failure(let error):
        json.member("status", "unusable")
        json.member("problem", error.description)
      }
      if let path = entry.path { json.member("path", path) }
    }
  }
}
