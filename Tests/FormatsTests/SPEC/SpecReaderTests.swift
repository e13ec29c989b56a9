import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("SPEC: reading")
struct SpecReaderTests {
  @Test("scans, labels, rows, motors, times and comments are read as they stand in the file")
  func example() throws {
    let document = try SpecTest.read(SpecTest.example)
    #expect(document.measurements.map(\.selector) == ["1", "2"])
    #expect(document.measurements.map(\.title) == ["ascan  th 0 1 2 0.5", "loopscan 2 1"])
    #expect(document.measurements[0].startTime == "2013-10-29T14:05:53")
    #expect(document.measurements[0].channels.map(\.name) == ["th", "Det A", "I0"])
    #expect(try SpecTest.doubles(document.measurements[0], "Det A") == [10, 20, 30])
    #expect(document.measurements[0].channel(named: "I0")?.role == .i0)
    #expect(
      SpecTest.metadata(document.measurements[0].metadata) == [
        "Scan.start_time=2013-10-29T14:05:53", "Scan.count_time=0.5", "SPEC.Q=0 0 1", "Motor.two theta=12.5",
        "Motor.th=-3.0", "Motor.DCM energy=9000.25", "Motor.mu=0.0", "Motor.chi=90.0",
        "SPEC.comment=Tue Oct 29 14:06:00 2013.  Beam was lost.",
        "SPEC.comment=Tue Oct 29 14:06:25 2013.  th moved.",
      ])
    let comments = document.measurements[0].metadata.flattened().filter { $0.key == "SPEC.comment" }
    #expect(comments[0].node.attributes == [MetadataAttribute("rows_before", .integer(2))])
    #expect(comments[0].node.line == 18)
    #expect(document.metadata.text("SPEC.file") == "sample")
    #expect(document.metadata.text("SPEC.O1") == "mu  chi")
    #expect(document.origin.header?.hasPrefix("#F sample\n#E 1383072022\n") == true)
  }

  @Test("spectra are rows of an array, continued lines and all, with what the header says about them")
  func spectra() throws {
    let scan = try SpecTest.read(SpecTest.example).measurements[1]
    let mca = try #require(scan.channel(named: "mca"))
    #expect(mca.dimensions == [.point, "channel"])
    #expect(mca.values.shape == [2, 5])
    #expect(try mca.values.load().doubles() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    #expect(SpecTest.metadata(mca.metadata) == ["@MCA=16C", "@CHANN=5 0 4 1", "@CALIB=0 0.01 0"])
    #expect(try SpecTest.doubles(scan, "Epoch") == [7, 9])
  }

  @Test("two spectra for each point are two detectors, which may have names; a spectrum too many is reported")
  func detectors() throws {
    let scan = "#S 1 ct\n#D Tue Oct 29 14:07:00 2013\n#N 1\n#L a\n"
    let two = try SpecTest.scan(scan + "@A 1 2\n@A 3 4\n1\n@A 5 6\n@A 7 8\n2\n")
    #expect(try SpecTest.doubles(two, "mca_1") == [1, 2, 5, 6])
    #expect(try SpecTest.doubles(two, "mca_2") == [3, 4, 7, 8])
    let named = try SpecTest.scan(scan + "#@DET_0 oned01\n@A 1 2\n1\n")
    #expect(try SpecTest.doubles(named, "oned01") == [1, 2])
    let further = try SpecTest.read(scan + "@A 1 2\n1\n@A 3 4\n2\n@A 5 6\n")
    #expect(try SpecTest.doubles(further.measurements[0], "mca") == [1, 2, 3, 4])
    #expect(try SpecTest.doubles(further.measurements[0], "mca_further") == [5, 6])
    #expect(SpecTest.codes(further) == ["SPEC-MCA"])
    let behind = try SpecTest.scan(scan + "1\n@A 1 2\n2\n@A 3 4\n")
    #expect(try SpecTest.doubles(behind, "mca") == [1, 2, 3, 4])
    #expect(behind.channel(named: "mca")?.dimensions == [.point, "channel"])
    let short = try SpecTest.scan(scan + "@A 1 2 3\n1\n@A 4 5\n2\n")
    #expect(try SpecTest.doubles(short, "mca").prefix(5) == [1, 2, 3, 4, 5])
    #expect(try SpecTest.doubles(short, "mca").last?.isNaN == true)
  }

  @Test("a scan number that comes again is told by its order")
  func order() throws {
    let document = try SpecTest.read("#S 3 a\n#N 1\n#L x\n1\n\n#S 4 b\n#N 1\n#L x\n2\n\n#S 3 c\n#N 1\n#L x\n3\n")
    #expect(document.measurements.map(\.selector) == ["3", "4", "3.2"])
    #expect(document.findings.map(\.code) == ["SPEC-REPEATED"])
    #expect(document.findings.first?.location.line == 11)
  }

  @Test("labels are cut at two blanks, at single ones only where that gives the right number")
  func labels() throws {
    let single = try SpecTest.scan("#S 1 a\n#N 3\n#L dummy Time I0\n1 2 3\n")
    #expect(single.channels.map(\.name) == ["dummy", "Time", "I0"])
    let wide = try SpecTest.scan("#S 1 a\n#N 2\n#L Counter 27  Counter 28\n1 2\n")
    #expect(wide.channels.map(\.name) == ["Counter 27", "Counter 28"])
    let one = try SpecTest.scan("#S 1 a\n#N 1\n#L Counter 27\n1\n")
    #expect(one.channels.map(\.name) == ["Counter 27"])
    let empty = try SpecTest.read("#S 1 a\n#N 3\n#L dummy Time I0\n\n#S 2 b\n#N 1\n#L x\n1\n")
    #expect(empty.measurements[0].channels.map(\.name) == ["dummy", "Time", "I0"])
    #expect(empty.measurements[0].channels.map(\.values.shape) == [[0], [0], [0]])
    #expect(SpecTest.codes(empty).contains("SPEC-EMPTY-SCAN"))
  }

  @Test("labels, #N or positions that do not fit are findings; the numbers are read all the same")
  func mismatches() throws {
    let labels = try SpecTest.read("#S 1 a\n#N 2\n#L a  b\n1 2 3\n4 5 6\n")
    #expect(labels.measurements[0].channels.map(\.name) == ["a", "b", "col3"])
    #expect(SpecTest.codes(labels) == ["SPEC-LABELS"])
    let stated = try SpecTest.read("#S 1 a\n#N 5\n#L a  b\n1 2\n3 4\n")
    #expect(SpecTest.codes(stated) == ["SPEC-COLUMNS"])
    let motors = try SpecTest.read("#F f\n#E 1\n#O0 a  b  c\n\n#S 1 a\n#P0 1 2\n#N 1\n#L x\n1\n")
    #expect(SpecTest.codes(motors) == ["SPEC-MOTORS"])
    #expect(motors.measurements[0].metadata.text("SPEC.P0") == "1 2")
    #expect(motors.measurements[0].metadata.first("Motor.a") == nil)
    let cut = try SpecTest.read("#S 1 a\n#N 3\n#L a  b  c\n1 2")
    #expect(cut.measurements[0].channels.map(\.name) == ["a", "b", "c"])
    #expect(Set(SpecTest.codes(cut)) == ["SPEC-CUT", "COLUMNS-ROW-SHORT"])
  }

  @Test("a new file header between scans gives the motors of the scans behind it")
  func headers() throws {
    let document = try SpecTest.read(
      "#F f\n#E 1\n#O0 a  b\n\n#S 1 x\n#P0 1 2\n#N 1\n#L x\n1\n\n#E 2\n#O0 c  d  e\n\n#S 2 x\n#P0 3 4 5\n#N 1\n#L x\n1\n"
        + "\n#O0 g\n\n#S 3 x\n#P0 6\n#N 1\n#L x\n1\n")
    #expect(SpecTest.metadata(document.measurements[0].metadata) == ["Motor.a=1.0", "Motor.b=2.0"])
    #expect(
      SpecTest.metadata(document.measurements[1].metadata) == ["Motor.c=3.0", "Motor.d=4.0", "Motor.e=5.0"])
    #expect(SpecTest.metadata(document.measurements[2].metadata) == ["Motor.g=6.0"])
    #expect(document.findings.isEmpty)
  }

  @Test("Sardana lists motors inside the scan, bluesky gives pairs; both say how the scan ended")
  func imitators() throws {
    let sardana = try SpecTest.scan(
      "#S 96 ascan m 0 1 1 0.1\n#U jkotan\n#D 1523428767.0\n#O0 gap  th\n#P0 0.5 None\n#N 3\n#L Pt_No  m  dt\n0 0 3.2\n"
        + "#C Acquisition ended at Wed Apr 11 08:39:34 2018\n")
    #expect(sardana.startTime == "2018-04-11T06:39:27Z")
    #expect(sardana.endTime == "2018-04-11T08:39:34")
    #expect(sardana.metadata.text("SPEC.U") == "jkotan")
    #expect(sardana.metadata.first("Motor.gap")?.value == .number(0.5))
    #expect(sardana.metadata.text("Motor.th") == "None")
    #expect(sardana.channels.map(\.role) == [.index, .other, .time])
    let bluesky = try SpecTest.read(
      "#S 1 scan()\n#MD uid = 05ee\n#N 1\n#L x\n#C Fri Mar 11 16:20:33 2022.  exit_status = abort\n")
    #expect(bluesky.measurements[0].metadata.text("MD.uid") == "05ee")
    #expect(SpecTest.codes(bluesky).contains("SPEC-ABORTED"))
  }

  @Test("XML in comments becomes a tree; damaged XML stays text")
  func userXML() throws {
    let head = "#S 1 a\n#N 1\n#L x\n"
    let scan = try SpecTest.scan(
      head + "#UXML <group name=\"attenuator1\" NX_class=\"NXattenuator\">\n"
        + "#UXML <dataset name=\"thickness\" unit=\"micron\">12 &amp; 3</dataset>\n#UXML </group>\n1\n")
    let tree = try #require(scan.metadata.nodes.first { $0.name == "UXML" })
    #expect(tree.children.map(\.name) == ["attenuator1"])
    #expect(tree.children[0].attributes.map(\.name) == ["element", "NX_class"])
    #expect(
      tree.children[0].children == [
        MetadataNode(
          "thickness", .text("12 & 3"), unit: "micron",
          attributes: [MetadataAttribute("element", .text("dataset"))])
      ])
    let damaged = try SpecTest.read(head + "#UXML <group name=\"a\">\n1\n")
    #expect(SpecTest.codes(damaged) == ["SPEC-UXML"])
    #expect(damaged.measurements[0].metadata.text("SPEC.UXML") == "<group name=\"a\">")
  }

  @Test("a column that is named after a motor is its position, whatever else its name means")
  func motorNames() throws {
    let text = "#F f\n#E 1\n#O0 mu  chi\n\n#S 1 ascan mu 0 1 1 1\n#N 4\n#L mu  H  K  I0\n0 0 0.5 9\n1 0 0.6 8\n"
    let document = try SpecTest.read(text)
    #expect(document.measurements[0].channels.map(\.role) == [.other, .other, .other, .i0])
    #expect(document.measurements[0].signals.isEmpty)
    #expect(SpecTest.codes(document) == ["SPEC-MOTOR-LABEL"])
    #expect(try SpecTest.scan("#S 1 x\n#N 2\n#L energy  mu\n1 2\n").channels.map(\.role) == [.energy, .mu])
  }

  @Test("counts at 9-BM lose their dark counts in the signal, which detectors without counts do not enter")
  func darkCounts() throws {
    let document = try SpecTest.read(
      "#F f\n#E 1\n#D Thu Apr 13 10:28:46 2006\n#C fourc  User = bmexafs\n\n#S 1 gescan energy 2460 2500 2 var\n#N 6\n"
        + "#L energy  i0  i1  i0off  mca1  Seconds\n2460 1020 0 500 7 2\n2461 1010 0 495 8 2\n")
    let scan = document.measurements[0]
    // (1020 - 500 · 2) / 2 counts per second are dark.
    #expect(scan.signals.map(\.expression) == ["mca1/(i0-10.0*Seconds)"])
    #expect(scan.channel(named: "i0")?.values.inMemory?.doubles() == [1020, 1010])
    #expect(scan.channel(named: "i1")?.role == .other)
    #expect(scan.steps.map(\.operation) == ["dark counts"])
    #expect(Set(SpecTest.codes(document)) == ["BEAMLINE-DARK", "SPEC-SILENT"])
  }

  @Test("one scan is read as it is read among all")
  func single() throws {
    let source = try ByteSource(name: "test.spec", bytes: Array(SpecTest.example.utf8))
    let all = try SpecReader.read(source)
    #expect(all.measurements.map(\.title) == ["ascan  th 0 1 2 0.5", "loopscan 2 1"])
    for wanted in all.measurements {
      let byNumber = try SpecReader.read(source) { $0.firstIndex { $0.selector == wanted.selector } }
      let byTitle = try SpecReader.read(source) { $0.firstIndex { $0.title == wanted.title } }
      for found in [byNumber, byTitle] {
        let one = try #require(found)
        var expected = all
        expected.measurements = [wanted]
        #expect(try expected.differences(to: one) == [])
        #expect(one.measurements.map(\.selector) == [wanted.selector])
      }
    }
    #expect(try SpecReader.read(source) { _ in nil }?.measurements.count == nil)
  }

  @Test("what is true of many scans is said once, with their number and the place of the first")
  func repetition() throws {
    let scans = (1...5).map { "#S \($0) a\n#N 1\n#L Epoch\n1\n" }.joined()
    let document = try SpecTest.read(scans)
    #expect(SpecTest.codes(document) == ["COLUMNS-ROLE-GUESS"])
    #expect(document.findings[0].location.path == "/1/channels/Epoch/role")
    #expect(document.findings[0].message.hasSuffix("(And 4 times more in this file.)"))
    let second = try SpecTest.read("#S 1 a\n#N 1\n#L x\n1\n#S 2 a\n#N 1\n#L Epoch\n1\n")
    #expect(second.findings.map(\.location.path) == ["/2/channels/Epoch/role"])
  }
}
