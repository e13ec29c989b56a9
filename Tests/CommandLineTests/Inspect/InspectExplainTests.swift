import Foundation
import Testing

@Suite("edgewise explain") struct InspectExplainTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("a code is explained in any case, as text, JSON and Markdown")
  func oneCode() throws {
    let text = try Edgewise.run("explain", "file-empty", in: folder)
    #expect(text.status == 0)
    #expect(text.output.hasPrefix("FILE-EMPTY  error\n  The file has no bytes.\n  Example  "))
    let json = try Edgewise.run("explain", "WORKER-CRASH", "--format", "json", in: folder).json()
    let codes = try #require(json["codes"] as? [[String: Any]])
    #expect(codes.map { $0["code"] as? String } == ["WORKER-CRASH"])
    #expect(codes.first?["severity"] as? String == "error")
    let page = try Edgewise.run("explain", "FILE-EMPTY", "--format", "markdown", in: folder)
    #expect(page.output.hasPrefix("## FILE\n\n### FILE-EMPTY\n\n*error*: The file has no bytes.\n"))
  }

  @Test("--all lists every code once, sorted, each with meaning, example and cure")
  func all() throws {
    let json = try Edgewise.run("explain", "--all", "--format", "json", in: folder).json()
    let codes = try #require(json["codes"] as? [[String: Any]])
    let names = codes.compactMap { $0["code"] as? String }
    #expect(names == Array(Set(names)).sorted())
    for name in ["FILE-EMPTY", "XDI-REQUIRED", "NX-L1", "COLUMNS-NO-LABELS", "INSPECT-VALUES", "NXDL-SCHEMA"] {
      #expect(names.contains(name), "\(name)")
    }
    for code in codes {
      for key in ["meaning", "example", "cure"] {
        #expect((code[key] as? String)?.isEmpty == false, "\(code["code"] ?? "") \(key)")
      }
    }
  }

  @Test("an unknown code is a usage error that names the nearest ones")
  func unknown() throws {
    let outcome = try Edgewise.run("explain", "FILE-EMPTI", in: folder)
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.errors.contains("FILE-EMPTY"))
    #expect(try Edgewise.run("explain", in: folder).status == 2)
    #expect(try Edgewise.run("explain", "--all", "FILE-EMPTY", in: folder).status == 2)
  }

  @Test("a group of codes is explained together, with the rules that have no code")
  func groups() throws {
    let text = try Edgewise.run("explain", "NX-P", in: folder).output
    let heads = text.split(separator: "\n").filter { $0.hasPrefix("NX-") }.map { $0.prefix { $0 != " " } }
    #expect(heads == ["NX-P1", "NX-P4", "NX-P5", "NX-P6", "NX-P2", "NX-P3", "NX-P7"])
    let json = try Edgewise.run("explain", "nx-p7", "--format", "json", in: folder).json()
    let rules = try #require(json["rules"] as? [[String: Any]])
    #expect(rules.map { $0["rule"] as? String } == ["NX-P7"])
    let codes = try Edgewise.run("explain", "--all", "--format", "json", in: folder).json()["codes"] as? [[String: Any]]
    let known = Set((codes ?? []).compactMap { $0["code"] as? String })
    let all = try Edgewise.run("explain", "NX", "--format", "json", in: folder).json()["rules"] as? [[String: Any]]
    let shown = Set((all ?? []).flatMap { $0["shown_by"] as? [String] ?? [] })
    #expect(shown.count > 10 && shown.subtracting(known) == [])
  }

  @Test("two definitions are compared, from their files")
  func comparison() throws {
    let none = ["XDG_DATA_HOME": folder.path("data")]
    let text = try Edgewise.run("explain", "NXxas", "NXxas_trans", in: folder, environment: none)
    #expect(text.status == 0)
    for words in ["Both ask for", "Only NXxas asks for", "What one entry cannot satisfy", "NXsubentry"] {
      #expect(text.output.contains(words), "\(words)")
    }
    let outcome = try Edgewise.run(
      "explain", "NXxas", "fairmat:NXxas", "edgewise-xas/NXxas_tey", "--format", "json", in: folder, environment: none)
    #expect(try JSONSchema("edgewise.explain/1", in: folder).complaints(about: outcome.output) == [])
    let rows = try #require(try outcome.json()["comparisons"] as? [[String: Any]])
    #expect(rows.count == 3)
    #expect((rows.first?["conflicts"] as? [Any])?.isEmpty == true)
    let asks = try #require(rows.first?["right_only"] as? [[String: Any]])
    #expect(asks.contains { $0["path"] as? String == "is_experimental" && $0["type"] as? String == "NX_BOOLEAN" })
    let one = try Edgewise.run("explain", "edgewise-nexus/NXxas", in: folder, environment: none)
    #expect(one.output.contains("start_time"))
    let base = try Edgewise.run("explain", "NXdetector", in: folder, environment: none)
    #expect(base.output == "NXdetector is a base class: it says what may be in a group, and asks for nothing.\n")
  }

  @Test("NXxas lays all families side by side, with what each demands and how to choose")
  func families() throws {
    let text = try Edgewise.run("explain", "NXxas", in: folder)
    #expect(text.status == 0)
    for words in [
      "NXxas_herfd", "fairmat:NXxas", "inheritance:NXxas_trans", "NXxas_transmission", "Required", "Choose",
    ] {
      #expect(text.output.contains(words), "\(words)")
    }
    let one = try Edgewise.run("explain", "nxxas_PFY", "--format", "json", in: folder).json()
    let rows = try #require(one["definitions"] as? [[String: Any]])
    #expect(rows.map { $0["id"] as? String } == ["NXxas_pfy"])
    let required = try #require(rows.first?["required"] as? [String])
    #expect(required.contains("emission_energy_window"))
    #expect((one["codes"] as? [Any])?.isEmpty == true)
    let page = try Edgewise.run("explain", "NXxas", "--format", "markdown", in: folder)
    #expect(page.output.contains("| `NXxas_tey` | FAIRmat |"))
    #expect(try Edgewise.run("explain", "NXxas_tay", in: folder).errors.contains("NXxas_tey"))
  }
}
