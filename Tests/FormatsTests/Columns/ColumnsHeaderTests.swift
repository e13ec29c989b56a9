import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Columns: headers")
struct ColumnsHeaderTests {
  private func pairs(_ line: String) -> [String]? {
    HeaderPairs.parse(HeaderLine(number: 1, text: line).text)?.map { "\($0.key)|\($0.value)" }
  }

  @Test("pairs are found in the ways that programs write them")
  func pairsFound() {
    #expect(pairs("#%name: Cu foil 10K") == ["name|Cu foil 10K"])
    #expect(pairs("# Sample.name:Cu") == ["Sample.name|Cu"])
    #expect(pairs("# .  Element=Au   Edge=L3") == ["Element|Au", "Edge|L3"])
    #expect(pairs("#  Kweight=2.0  Edge step=0.511") == ["Kweight|2.0", "Edge step|0.511"])
    #expect(pairs("# Pre-edge range: [ -150.000 : -30.000 ]") == ["Pre-edge range|[ -150.000 : -30.000 ]"])
    #expect(
      pairs(" SRSRUN=66946,SRSDAT=061017,SRSTIM=025327,") == ["SRSRUN|66946", "SRSDAT|061017", "SRSTIM|025327"])
    #expect(pairs(" SRSSTN='ex1a',SRSEXP='exafs   ',") == ["SRSSTN|ex1a", "SRSEXP|exafs"])
    #expect(
      pairs("Diffraction element= Si (311).  Ring energy= 2.80 GeV")
        == ["Diffraction element|Si (311).", "Ring energy|2.80 GeV"])
    #expect(pairs("date='Wed Feb 24 14:49:05 2021'") == ["date|Wed Feb 24 14:49:05 2021"])
    #expect(pairs("# FOCUS=F TRANSLT=F  E0= 8980.0 NREG= 3") == ["FOCUS|F", "TRANSLT|F", "E0|8980.0", "NREG|3"])
    #expect(pairs("# misc:") == ["misc|"])
  }

  @Test("times, paths, sentences and comparisons are no pairs")
  func pairsNotFound() {
    #expect(pairs("Sun May 21 00:13:57 2006") == nil)
    #expect(pairs("# see http://xafs.org") == nil)
    #expect(pairs("# http://xafs.org") == nil)
    #expect(pairs("C:\\data\\fe.dat") == nil)
    #expect(pairs("\"fe.060\" created on 6/27/11 at 2:22:40 PM") == nil)
    #expect(pairs("# STEP SIZE FOR EACH REGION(eV OR 1/A):  10.00") == nil)
    #expect(pairs("# BL12C     Transmission( 2)   Repetition=  6") == nil)
    #expect(pairs("# 2-SI111 HC/2D= 1977.260") == nil)
  }

  @Test("families, plain keys and other lines keep their order, their repeats and their lines")
  func metadata() throws {
    let document = try ColumnsTest.read(
      """
      # Athena data file
      # Element.symbol: Cu
      # Element.edge: K
      # Athena.window: hanning
      # Athena.dk: 1
      # title: copper
      # Athena.window: kaiser
      #------
      # energy mu
      8979.0 0.5
      8980.0 0.75

      """)
    #expect(
      ColumnsTest.metadata(document) == [
        "header_line=Athena data file", "Element.symbol=Cu", "Element.edge=K", "Athena.window=hanning", "Athena.dk=1",
        "title=copper", "Athena.window=kaiser",
      ])
    let measurement = try #require(document.measurements.first)
    #expect(measurement.metadata.nodes.map(\.name) == ["header_line", "Element", "Athena", "title", "Athena"])
    #expect(measurement.metadata.flattened().map(\.node.line) == [1, 2, 3, 4, 5, 6, 7])
    #expect(measurement.title == "copper")
    #expect(measurement.signals.first?.element == "Cu" && measurement.signals.first?.edge == "K")
    #expect(document.origin.header?.hasSuffix("# energy mu\n") == true)
    #expect(document.origin.header?.hasPrefix("# Athena data file\n") == true)
  }

  @Test("an atom that is no element is reported at its line and not used")
  func wrongElement() throws {
    let document = try ColumnsTest.read("#%atom: Fe2O3\n#%edge: K\n# energy mu\n7112.0 1\n7113.0 2\n")
    #expect(document.measurements.first?.signals.first?.element == nil)
    #expect(document.measurements.first?.signals.first?.edge == "K")
    let finding = try #require(document.findings.first { $0.code == "COLUMNS-ELEMENT" })
    #expect(finding.location.line == 1 && finding.found == "Fe2O3")
  }

  @Test("units come from brackets, slashes and a row of units, and from nothing else")
  func units() throws {
    let labels = ["Energy (eV)", "Energy [keV]", "energy/eV", "mu(E)", "I1/I0", "time/s", "Angle(c)", "T [K]", "R (Å)"]
    let parsed = labels.map { ColumnLabel(parsing: $0) }
    #expect(parsed.map(\.name) == ["Energy", "Energy", "energy", "mu(E)", "I1/I0", "time", "Angle(c)", "T", "R"])
    #expect(parsed.map(\.unit) == ["eV", "keV", "eV", nil, nil, "s", nil, "K", "Å"])
    let document = try ColumnsTest.read("energy  count time  i0\n(eV)  (s)  (nA)\n7112.0 1 2\n7113.0 1 2\n")
    #expect(ColumnsTest.names(document) == ["energy", "count time", "i0"])
    #expect(ColumnsTest.units(document) == ["eV", "s", "nA"])
  }

  @Test("labels come from the last fitting line, after the dashes, with or without a mark before them")
  func labelLines() throws {
    let rows = "7112.0 1 2\n7113.0 1 2\n"
    let headers: [(String, [String])] = [
      ("# taken in June\n#------\n#  energy  xmu  i0\n", ["energy", "xmu", "i0"]),
      ("# # energy xmu i0\n", ["energy", "xmu", "i0"]),
      ("#L energy  count time  i0\n", ["energy", "count time", "i0"]),
      (" C   ENERGY    TIME    REFER\n", ["ENERGY", "TIME", "REFER"]),
      ("energy xmu i0\n-----------\n", ["energy", "xmu", "i0"]),
      ("# energy xmu i0\n# three words only\n", ["energy", "xmu", "i0"]),
      ("# energy\txmu\ti0\n# E0: 7112\n\n", ["energy", "xmu", "i0"]),
      ("Energy\tDrain Current\tGain, 1\n", ["Energy", "Drain Current", "Gain, 1"]),
      ("Data:\nAchieved Energy\nI0\nI1\n\n", ["Achieved Energy", "I0", "I1"]),
      ("# Column.1: energy eV\n# Column.2: mu\n# Column.3: i0 nA || PV:1\n", ["energy", "mu", "i0"]),
    ]
    for (header, names) in headers {
      #expect(ColumnsTest.names(try ColumnsTest.read(header + rows)) == names, "\(header)")
    }
  }

  @Test("Diamond's SRS files give their columns and their metadata")
  func srs() throws {
    let document = try ColumnsTest.read(
      """
       &SRS
       SRSRUN=236463,SRSDAT=2021124,
       SRSSTN='Bran',SRSPRJ='I06-1   ',
      <MetaDataAtStart>
      Tsample_mag=1.9
      command=scan fastEnergy 0.0 199.0
      </MetaDataAtStart>
       &END
      fastEnergy\tpIndex\tC1
      694.928700\t    0\t  44127.000
      695.121800\t    1\t  44404.000

      """)
    #expect(ColumnsTest.names(document) == ["fastEnergy", "pIndex", "C1"])
    #expect(try ColumnsTest.rows(document) == [[694.9287, 0, 44127], [695.1218, 1, 44404]])
    #expect(
      ColumnsTest.metadata(document) == [
        "header_line=&SRS", "SRSRUN=236463", "SRSDAT=2021124", "SRSSTN=Bran", "SRSPRJ=I06-1",
        "header_line=<MetaDataAtStart>", "Tsample_mag=1.9", "command=scan fastEnergy 0.0 199.0",
        "header_line=</MetaDataAtStart>", "header_line=&END",
      ])
  }
}
