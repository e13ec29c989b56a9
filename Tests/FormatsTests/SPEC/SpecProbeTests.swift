import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("SPEC: telling and dating")
struct SpecProbeTests {
  @Test(
    "files of SPEC and of its imitators are certain",
    arguments: [
      "#F f\n#E 1\n", "\n\n#F f\n#D Thu Jul 17 02:37:32 2003\n", "\u{FEFF}#F f\r\n#E 1\r\n",
      "#S 96 ascan a 0 1 2 3\n#U me\n#D 1523428767.0\n", "#C by hand\n#S 1 a\n#N 2\n", "#E 1\n#D x\n#O0 a  b\n",
    ])
  func certain(_ text: String) throws { #expect(try SpecTest.isCertain(text)) }

  @Test("only the beginning of one is probable")
  func probable() throws {
    for text in ["#F f\n1 2\n", "#S 1 a\n1 2\n", "#F "] {
      guard case .maybe = try SpecTest.probe(text) else {
        Issue.record("\(text)")
        continue
      }
    }
  }

  @Test(
    "other text with number signs is none",
    arguments: [
      "# XDI/1.0\n#S 1 a\n#N 1\n", "# Athena data file\n# energy mu\n", "#Scan 1\n#Notes\n", "1 2\n#S 1 a\n#N 1\n",
      "#(1) energy\n", "#S a b\n#L x\n", "#----\n#F a\n#E b\n", "#\n#F a\n#E b\n",
    ])
  func others(_ text: String) throws { #expect(try SpecTest.probe(text) == .no) }

  @Test("no other format claims a SPEC file, and SPEC claims none of theirs", .enabled(if: Corpus.isPresent))
  func ties() throws {
    let files = Corpus.files(
      in: ["spec", "beamline-text", "xdi", "athena", "larch-text", "nexus-xmcd", "nexus-real"],
      suffixes: [".dat", ".spec", ".spc", ".xdi", ".xmu", ".prj", ".mda", ".xml"])
    let known = ["snbl.dat", "ESRF_SNBL_2013.dat", "APS9BM_2006.dat"]
    for path in files {
      let identification = FormatRegistry.identify(try ByteSource(path))
      #expect(identification.findings.isEmpty, "\(path)")
      let isSpec = path.contains("/spec/") || known.contains { path.hasSuffix("/" + $0) }
      #expect((identification.format?.id == "spec") == isSpec, "\(path)")
      #expect((identification.format?.id == "mda") == path.hasSuffix(".mda"), "\(path)")
    }
  }

  @Test(
    "dates in all their forms; a zone is never added",
    arguments: [
      ("Thu Sep 23 10:37:23 2021", "2021-09-23T10:37:23", false),
      ("Mon Jun 04 14:15:57 2012", "2012-06-04T14:15:57", false),
      // date -u -d @1523428767 gives Wed Apr 11 06:39:27 UTC 2018, and so on.
      ("1523428767.0", "2018-04-11T06:39:27Z", false),
      ("951782400", "2000-02-29T00:00:00Z", false),
      ("1709251199.25", "2024-02-29T23:59:59.25Z", false),
      ("2021-09-23T10:37:23", "2021-09-23T10:37:23", false),
      ("2021-09-23 10:37:23.5+02:00", "2021-09-23T10:37:23.5+02:00", false),
      ("23/09/2021 10:37:23", "2021-09-23T10:37:23", false),
      ("23.9.2021 10:37:23", "2021-09-23T10:37:23", false),
      ("09/23/2021 10:37:23", "2021-09-23T10:37:23", false),
      ("04/11/2018 08:39:27", "2018-11-04T08:39:27", true),
      ("23-Sep-2021 10:37:23", "2021-09-23T10:37:23", false),
      ("Thu 23 Sep 2021 10:37:23", "2021-09-23T10:37:23", false),
    ])
  func dates(_ text: String, _ iso: String, _ isAmbiguous: Bool) {
    #expect(SpecTime.read(text) == SpecTime.Reading(iso: iso, isAmbiguous: isAmbiguous))
  }

  @Test(
    "what is no date is none",
    arguments: ["", "yesterday", "31/31/2021", "12", "2021-02-30T10:00:00", "99999999999999"])
  func noDates(_ text: String) { #expect(SpecTime.read(text) == nil) }

  @Test("a date that could be another one is reported and kept")
  func ambiguous() throws {
    let document = try SpecTest.read("#S 1 a\n#D 04/11/2018 08:39:27\n#N 1\n#L x\n1\n")
    #expect(SpecTest.codes(document) == ["SPEC-DATE"])
    #expect(document.measurements[0].metadata.text("SPEC.date") == "04/11/2018 08:39:27")
  }
}
