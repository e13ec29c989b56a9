import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Energies from angles") struct BraggEnergyTests {
  /// sin 30° = 1/2, so that E = hc / d.
  @Test("E = hc / (2 d sin θ)") func formula() {
    let bragg = BraggEnergy(dSpacing: 3, hc: 12398.4)
    #expect(abs(bragg.energies([30])[0] - 12398.4 / 3) < 1e-9)
    #expect(abs(BraggEnergy(dSpacing: 3, hc: 12398.4, degreesPerUnit: 0.001).energies([30000])[0] - 4132.8) < 1e-9)
  }

  private static let file = """
      9809     KEK-PF   BL9A
     Fe foil         22.05.11 17:26 - 22.05.11 18:33
     F2T0
     Ring :   2.5 GeV   425.1 mA -  449.9 mA
     Mono :   Si(111)       D=  3.00000 A    Initial angle= 30.00000 deg
     BL9A      Transmission( 2)   Repetition=  1     Points= 3
     Param file : Std-EXAFS       energy axis(2)     Block =    1

     Block      Init-Eng  Final-Eng      Step/eV     Time/s       Num
         1        4132.80   4140.00         1.00       2.00         3
     Ortec(-1)     NDCH = 3
      Angle(c)  Angle(o)    time/s         2         3
          Mode         0         0         1         2
        Offset         0         0   100.000    50.000
      30.00000  30.00000      2.00      1200      1100
      29.90000  29.90000      2.00      1300      1100
      29.80000  29.80000      2.00      1400      1100

    """

  private func read() throws -> Document {
    let source = try ByteSource(name: "x", bytes: Array(Self.file.utf8))
    let format = try #require(FormatRegistry.identify(source).format)
    #expect(format.id == "9809")
    let read = try #require(format.read)
    return try read(source)
  }

  @Test("a 9809 file gives observed angles, energies, and signals without dark counts") func file9809() throws {
    let measurement = try #require(try read().measurements.first)
    #expect(measurement.channel(.angle)?.name == "angle_read")
    let energy = try #require(measurement.channel(.energy)).values.load().doubles()
    #expect(abs(energy[0] - 12398.52 / 3) < 1e-9)
    #expect(measurement.startTime == "2022-05-11T17:26:00")
    #expect(measurement.instrument.ringEnergy?.value == 2.5)
    let signal = try #require(measurement.signals.first)
    #expect(signal.expression == "ln((i0_2-100.0*time)/(itrans_3-50.0*time))")
    let values = try SignalExpression(parsing: signal.expression).evaluate(over: measurement).values
    // (1200 - 200) / (1100 - 100) = 1.
    #expect(values.first == 0)
  }

  @Test("--hc works the energies out anew and changes the record") func declaredHC() throws {
    var document = try read()
    var declarations = Declarations()
    try declarations.declareHC("12398.42")
    try declarations.apply(to: &document)
    let energy = try #require(document.measurements[0].channel(.energy)).values.load().doubles()
    #expect(abs(energy[0] - 12398.42 / 3) < 1e-9)
    let step = try #require(document.measurements[0].steps.first { $0.operation == BraggEnergy.operation })
    #expect(BraggEnergy(step)?.hc == 12398.42)
    #expect(document.findings.filter { $0.code == BeamlineFinding.energyFromAngle.id }.count == 1)
  }

  @Test("a missing spacing can be declared") func declaredSpacing() throws {
    let text = Self.file.replacing("D=  3.00000 A", with: "")
    let read = try #require(Format.beamlines.first { $0.id == "9809" }?.read)
    var document = try read(try ByteSource(name: "x", bytes: Array(text.utf8)))
    #expect(document.measurements[0].channel(.energy) == nil)
    #expect(document.findings.contains { $0.code == BeamlineFinding.noSpacing.id })
    var declarations = Declarations()
    try declarations.declareSetting("Mono.d_spacing=3")
    try declarations.apply(to: &document)
    let energy = try #require(document.measurements[0].channel(.energy)).values.load().doubles()
    #expect(abs(energy[0] - BraggEnergy.codata / 3) < 1e-9)
    #expect(!document.findings.contains { $0.code == BeamlineFinding.noSpacing.id })
  }
}

@Suite("Times of beamline programs") struct LocalTimeTests {
  @Test("times become ISO 8601 without a zone") func times() {
    #expect(LocalTime.iso(year: 11, month: 6, day: 27, time: "2:22:40 PM") == "2011-06-27T14:22:40")
    #expect(LocalTime.iso(year: 2011, month: 6, day: 27, time: "12:00:01 AM") == "2011-06-27T00:00:01")
    #expect(LocalTime.iso(year: 99, month: 12, day: 31, time: "12:30 PM") == "1999-12-31T12:30:00")
    #expect(LocalTime.ctime("Wed Jun  6 22:09:49 2001") == "2001-06-06T22:09:49")
    #expect(LocalTime.ctime("Tue Jul  9 15:35:15 2019 CDT") == "2019-07-09T15:35:15")
    #expect(LocalTime.iso(year: 2011, month: 2, day: 29, time: "10:00") == nil)
    #expect(LocalTime.iso(year: 2011, month: 2, day: 28, time: "25:00") == nil)
    #expect(LocalTime.iso(year: 2011, month: 2, day: 28) == "2011-02-28")
  }
}
