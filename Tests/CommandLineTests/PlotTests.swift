import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("edgewise plot, analyze --plot and report") struct PlotTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write(edge(7112, "<Fe> & foil"), to: "fe.xdi")
    try folder.write(edge(7120, "oxide"), to: "oxide.xdi")
    try folder.write(fineStructure(), to: "chi.dat")
  }

  /// A step with a small peak 14 eV before it.
  private func edge(_ e0: Double, _ name: String) -> String {
    var text = "# XDI/1.0\n# Column.1: energy eV\n# Column.2: mutrans\n# Element.symbol: Fe\n# Element.edge: K\n"
    text += "# Mono.d_spacing: 3.1356\n# Sample.name: \(name)\n# ---\n# energy mutrans\n"
    for energy in stride(from: 6962.0, through: 7512, by: 1) {
      let above = energy - e0
      let peak = 0.06 * exp(-pow((above + 14) / 2, 2))
      text += "\(energy) \(0.3 - 2e-4 * above + peak + 0.8 / (1 + exp(-above)))\n"
    }
    return text
  }

  private func fineStructure() -> String {
    var text = "# k(1/Å) chi\n"
    for i in 0..<321 {
      let k = 0.05 * Double(i)
      text += "\(k) \(sin(4.4 * k) * exp(-0.01 * k * k) / (1 + k * k))\n"
    }
    return text
  }

  private func drawing(_ name: String) throws -> XMLDocument {
    try XMLDocument(data: Data(try folder.text(name).utf8))
  }

  private func texts(_ name: String) throws -> [String] {
    try drawing(name).nodes(forXPath: "//*[local-name()='text']").compactMap(\.stringValue)
  }

  private func curves(_ name: String) throws -> Int {
    try drawing(name).nodes(forXPath: "//*[local-name()='g'][@class='data']/*[local-name()='path']").count
  }

  @Test("signals are laid over each other, with a legend that says which is which")
  func signal() throws {
    let outcome = try Edgewise.run("plot", "fe.xdi", "oxide.xdi", "-o", "a.svg", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("a.svg"))
    let texts = try texts("a.svg")
    #expect(texts.contains("Energy (eV)") && texts.contains("μ(E)"))
    #expect(texts.contains("<Fe> & foil") && texts.contains("oxide"))
    #expect(try curves("a.svg") == 2)
  }

  @Test(
    "every kind draws, with axes as papers have them",
    arguments: [
      ("signal", "chi.dat", ["k (Å⁻¹)", "k²χ(k) (Å⁻²)"]), ("channels", "fe.xdi", ["mutrans", "Energy (eV)"]),
      ("normalized", "fe.xdi", ["normalised μ(E)"]), ("derivative", "fe.xdi", ["dμ/dE (eV⁻¹)"]),
      ("chi", "chi.dat", ["k²χ(k) (Å⁻²)"]), ("chir", "chi.dat", ["R (Å)", "|χ(R)|", "χ(R) (Å⁻³)"]),
      ("wavelet", "chi.dat", ["R (Å)", "|χ(R)| (Å⁻¹)", "χ(k)"]),
    ])
  func kinds(_ kind: String, _ file: String, _ wanted: [String]) throws {
    for name in ["out.svg", "out.html"] {
      let outcome = try Edgewise.run("plot", file, "--kind", kind, "-o", name, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let texts = try texts("out.svg")
    for text in wanted { #expect(texts.contains(text), "\(texts)") }
    let page = try folder.text("out.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg"))
    #expect(!page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "").contains("http"))
  }

  @Test("the weight of k is in the exponents of the axes")
  func weight() throws {
    let cubed = try Edgewise.run("plot", "chi.dat", "--kind", "chir", "--param", "kweight=3", "-o", "a.svg", in: folder)
    #expect(cubed.status == 0)
    #expect(try texts("a.svg").contains("χ(R) (Å⁻⁴)"))
    #expect(try Edgewise.run("plot", "chi.dat", "--param", "kweight=1", "-o", "b.svg", in: folder).status == 0)
    #expect(try texts("b.svg").contains("kχ(k) (Å⁻¹)"))
  }

  @Test("curves whose names count up are a series from dark to light; others have colours of their own")
  func series() throws {
    for volts in ["3.20", "3.75", "4.40"] { try folder.write(edge(7112, "charged to \(volts) V"), to: "\(volts).xdi") }
    func colours(_ files: [String]) throws -> [String] {
      let outcome = try Edgewise.start(["plot"] + files + ["-o", "a.svg", "--on-exist", "overwrite"], in: folder).end()
      #expect(outcome.status == 0)
      return try drawing("a.svg").nodes(forXPath: "//*[local-name()='g'][@class='data']/*[local-name()='path']/@stroke")
        .compactMap(\.stringValue)
    }
    // The dark end of viridis is (68, 1, 84); blue, vermillion and green are those of Okabe and Ito.
    #expect(try colours(["3.20.xdi", "3.75.xdi", "4.40.xdi"]).first == "#440154")
    let apart = ["#0072b2", "#d55e00", "#009e73"]
    #expect(try colours(["3.75.xdi", "3.20.xdi", "4.40.xdi"]) == apart)
    #expect(try colours(["3.20.xdi", "fe.xdi", "4.40.xdi"]) == apart)
  }

  @Test("a peak before the edge is magnified in an inset, and a plain edge has none")
  func inset() throws {
    #expect(try Edgewise.run("plot", "fe.xdi", "--kind", "normalized", "-o", "a.svg", in: folder).status == 0)
    #expect(try drawing("a.svg").nodes(forXPath: "//*[@class='inset']").count == 1)
    var plain = "# energy(eV) mu\n"
    for energy in stride(from: 6962.0, through: 7512, by: 1) {
      plain += "\(energy) \(0.8 / (1 + exp(7112 - energy)))\n"
    }
    try folder.write(plain, to: "plain.dat")
    #expect(try Edgewise.run("plot", "plain.dat", "--kind", "normalized", "-o", "b.svg", in: folder).status == 0)
    #expect(try drawing("b.svg").nodes(forXPath: "//*[@class='inset']").isEmpty)
  }

  @Test("the same inputs give the same bytes, and outputs are kept, skipped or replaced as --on-exist says")
  func existing() throws {
    let arguments = ["plot", "fe.xdi", "-o", "a.svg"]
    #expect(try Edgewise.start(arguments, in: folder).end().status == 0)
    let first = try folder.text("a.svg")
    let kept = try Edgewise.start(arguments, in: folder).end()
    #expect(kept.status == 4 && kept.errors.contains("OUTPUT-EXISTS"))
    try folder.write("older", to: "a.svg")
    #expect(try Edgewise.start(arguments + ["--on-exist", "skip"], in: folder).end().status == 0)
    #expect(try folder.text("a.svg") == "older")
    #expect(try Edgewise.start(arguments + ["--on-exist", "overwrite"], in: folder).end().status == 0)
    #expect(try folder.text("a.svg") == first)
  }

  @Test("an input is never replaced, whatever its ending")
  func isInput() throws {
    try folder.write(edge(7112, "foil"), to: "scan.svg")
    let outcome = try Edgewise.run("plot", "scan.svg", "-o", "scan.svg", "--on-exist", "overwrite", in: folder)
    #expect(outcome.status == 4 && outcome.errors.contains("OUTPUT-IS-INPUT"))
    #expect(try folder.text("scan.svg") == edge(7112, "foil"))
  }

  @Test("unknown endings, kinds and parameters are usage errors, and nothing is written")
  func usage() throws {
    let cases: [([String], String)] = [
      (["plot", "fe.xdi", "-o", "a.png"], "Choose .svg or .html"), (["plot", "fe.xdi", "-o", "a"], ".svg"),
      (["plot", "fe.xdi"], "-o"),
      (["plot", "fe.xdi", "-o", "a.svg", "--kind", "normalised"], "Did you mean 'normalized'?"),
      (["plot", "fe.xdi", "-o", "a.svg", "--param", "kwieght=2"], "Did you mean 'kweight'?"),
      (["plot", "fe.xdi", "-o", "a.svg", "--theme", "pink"], "pink"),
      (["analyze", "normalize", "fe.xdi", "--plot", "a.pdf"], "Choose .svg or .html"),
      (["report", "fe.xdi", "-o", "a.svg"], ".html"),
    ]
    let before = try folder.files()
    for (arguments, words) in cases {
      let outcome = try Edgewise.start(arguments, in: folder).end()
      #expect(outcome.status == 2 && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
    }
    #expect(try folder.files() == before)
  }

  @Test("an input that cannot be read is exit code 3, and the others are drawn")
  func unreadable() throws {
    let outcome = try Edgewise.run("plot", "missing.xdi", "fe.xdi", "-o", "a.svg", in: folder)
    #expect(outcome.status == 3 && outcome.errors.contains("FILE-MISSING"))
    #expect(try curves("a.svg") == 1)
    let none = try Edgewise.run("plot", "missing.xdi", "-o", "b.svg", in: folder)
    #expect(none.status == 3 && !folder.exists("b.svg"))
    let nowhere = try Edgewise.run("plot", "fe.xdi", "-o", "nowhere/b.svg", in: folder)
    #expect(nowhere.status == 4 && nowhere.errors.contains("OUTPUT-FAILED"))
    try folder.write("# time(s) current\n1 2\n2 3\n3 4\n4 5\n", to: "time.dat")
    let half = try Edgewise.run("plot", "time.dat", "chi.dat", "--kind", "chi", "-o", "c.svg", in: folder)
    #expect(half.status == 1 && folder.exists("c.svg"))
  }

  @Test(
    "analyze draws what a step found",
    arguments: [
      (["normalize", "fe.xdi"], ["pre-edge line", "post-edge curve", "flattened"]),
      (["normalize", "fe.xdi", "oxide.xdi"], ["oxide", "normalised μ(E)"]),
      (["transform", "chi.dat"], ["window", "Re[χ(R)]", "|χ(R)|"]), (["backtransform", "chi.dat"], ["q (Å⁻¹)"]),
      (["wavelet", "chi.dat"], ["R (Å)"]),
      (["merge", "fe.xdi", "fe.xdi"], ["mean", "2 scans", "± standard deviation"]),
      (["align", "fe.xdi", "oxide.xdi"], ["shift (eV)", "Scan"]),
      (["drift", "fe.xdi", "oxide.xdi"], ["E₀ (eV)", "Scan"]),
      (["rebin", "fe.xdi"], ["before", "rebinned"]),
    ])
  func steps(_ arguments: [String], _ wanted: [String]) throws {
    let outcome = try Edgewise.start(["analyze"] + arguments + ["--plot", "a.svg"], in: folder).end()
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    let texts = try texts("a.svg")
    for text in wanted { #expect(texts.contains(text), "\(texts)") }
    let again = try Edgewise.start(["analyze"] + arguments + ["--plot", "a.svg"], in: folder).end()
    #expect(again.status == 4 && again.errors.contains("OUTPUT-EXISTS"))
  }

  @Test("a report lists every measurement with its edge, and tells of inputs that cannot be read")
  func report() throws {
    let outcome = try Edgewise.run("report", "fe.xdi", "oxide.xdi", "missing.xdi", "-o", "r.html", in: folder)
    #expect(outcome.status == 3)
    let page = try folder.text("r.html")
    for text in ["&lt;Fe&gt; &amp; foil", "Fe K", "Normalised spectra", "FILE-MISSING", "551"] {
      #expect(page.contains(text), "\(text)")
    }
    // One figure of both spectra, and one of each.
    #expect(page.components(separatedBy: "<figure").count == 4 && page.components(separatedBy: "<details").count == 3)
    #expect(!page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "").contains("http"))
  }
}
