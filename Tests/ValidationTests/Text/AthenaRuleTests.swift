import DataModel
import Formats
import Testing
import Validation

@Suite("Rules for Athena projects") struct AthenaRuleTests {
  /// A project of one record from 8779 to 9179 eV.
  private static func project(_ arguments: String) -> String {
    let points = stride(from: 8779, through: 9179, by: 10)
    let x = points.map { "'\($0)'" }.joined(separator: ",")
    let y = points.map { "'\($0 < 8979 ? "0." : "1.")\($0)'" }.joined(separator: ",")
    return """
      # Athena project file -- Demeter version 0.9.26
      # This file created at 2015-02-04T09:32:08

      $old_group = 'abcde';
      @args = ('label','Cu foil','is_xmu','1','bkg_e0','8979',\(arguments));
      @x = (\(x));
      @y = (\(y));
      [record]   # create object and set arrays in ifeffit

      @journal = ();

      1;

      """
  }

  private struct Case: Sendable {
    let code: FindingCode
    let arguments: String
    let sound: String
  }

  private static let cases: [Case] = [
    .init(code: TextRuleFinding.edgeOutside, arguments: "'bkg_e0','7112'", sound: "'bkg_e0','8985'"),
    .init(
      code: TextRuleFinding.rangeOrder, arguments: "'bkg_pre1','-30','bkg_pre2','-150'",
      sound: "'bkg_pre1','-150','bkg_pre2','-30'"),
    .init(
      code: TextRuleFinding.rangeOrder, arguments: "'fft_kmin','3','fft_kmax','3.'",
      sound: "'fft_kmin','3','fft_kmax','3','is_xanes','1'"),
    .init(
      code: TextRuleFinding.rangeOrder, arguments: "'bft_rmin','3','bft_rmax','1'",
      sound: "'bft_rmin','1','bft_rmax','3'"),
    .init(code: TextRuleFinding.value, arguments: "'bkg_rbkg','10'", sound: "'bkg_rbkg','1.4'"),
    .init(code: TextRuleFinding.value, arguments: "'bkg_kw','15'", sound: "'bkg_kw','1.5'"),
    .init(code: TextRuleFinding.window, arguments: "'fft_kwindow','haning'", sound: "'fft_kwindow','Kaiser-Bessel'"),
    .init(code: TextRuleFinding.absorber, arguments: "'bkg_z','Xx'", sound: "'bkg_z','cu'"),
    .init(code: TextRuleFinding.absorber, arguments: "'fft_edge','q'", sound: "'fft_edge','l3'"),
    .init(code: TextRuleFinding.keyUnknown, arguments: "'bkg_rbgk','1'", sound: "'is_rec','0','lcf_e0','0'"),
  ]

  @Test("each fault is found at the line of its record, and what comes close is not", arguments: cases.indices)
  func faults(index: Int) throws {
    let row = Self.cases[index]
    let findings = try TextRuleSupport.findings(Self.project(row.arguments), .athena)
    #expect(findings.map(\.code) == [row.code.id])
    #expect(findings.first?.location.line == 4)
    #expect(findings.first?.location.path?.hasPrefix("/1/metadata/args.") == true)
    #expect(try TextRuleSupport.findings(Self.project(row.sound), .athena).isEmpty)
  }

  @Test("an unknown parameter is named once, with the number of its records") func unknownKeys() throws {
    let text = Self.project("'bkg_rbgk','1'")
    let record = text.split(separator: "\n", omittingEmptySubsequences: false)[3..<9].joined(separator: "\n")
    let twice = text + record.split(separator: "abcde").joined(separator: "bcdef") + "\n\n1;\n"
    let document = try TextRuleSupport.document(twice, .athena)
    #expect(document.measurements.count == 2)
    let findings = TextFormatRules.findings(for: document, format: "athena")
    #expect(findings.map(\.code) == [TextRuleFinding.keyUnknown.id])
    #expect(findings.first?.message.contains("2 records") == true)
  }
}
