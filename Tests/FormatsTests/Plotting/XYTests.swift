import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Two bare columns") struct XYTests {
  let test = PlotTest(format: .xy)

  @Test("energy and the values of the default signal, and nothing else")
  func plain() throws {
    let document = PlotTest.document(PlotTest.copper)
    #expect(try test.write(document) == "8979.0 0.0\n8980.5 0.6931471805599453\n8982.25 1.3862943611198906\n")
    #expect(try test.project(document).differences(to: try test.read(try test.write(document))) == [])
    let losses = try test.losses(document)
    #expect(Set(losses).isSuperset(of: ["/1/title", "/1/channels/i0", "/1/channels/i1"]))
  }

  @Test("of the hard cases what is written reads back as was said", arguments: PlotTest.hardCases)
  func hardCases(_ hard: HardCases.Case) throws {
    do {
      let found = try test.read(try test.bytes(hard.document))
      #expect(try test.project(hard.document).differences(to: found) == [])
      #expect(found.measurements[0].channels.count == 2)
    } catch let error as FormatError {
      #expect(error.kind == .unwritable)
      #expect(try test.project(hard.document).measurements.isEmpty)
    }
  }

  @Test("integers keep their digits, missing values are written as nan")
  func numbers() throws {
    let measurement = Measurement(channels: [
      Channel(name: "t", role: .time, values: Values([9_007_199_254_740_993, 2] as [Int64])),
      Channel(name: "u", role: .other, values: Values([Double.nan, -.infinity])),
    ])
    #expect(try test.write(PlotTest.document(measurement)) == "9007199254740993 nan\n2 -inf\n")
  }

  @Test("without a signal the only reading is taken, and of several the user is asked")
  func noSignal() throws {
    var measurement = PlotTest.copper
    measurement.signals = []
    let error = #expect(throws: FormatError.self) { try test.bytes(PlotTest.document(measurement)) }
    #expect(error?.message.contains("\"i0\", \"i1\"") == true)
    measurement.channels.removeLast()
    #expect(try test.write(PlotTest.document(measurement)) == "8979.0 1000\n8980.5 2000\n8982.25 4000\n")
  }

  @Test("maps, measurements without energies and empty ones are refused with the reason")
  func refused() throws {
    var measurement = PlotTest.copper
    measurement.channels.removeFirst()
    #expect(throws: FormatError.self) { try test.bytes(PlotTest.document(measurement)) }
    for index in measurement.channels.indices { measurement.channels[index].values = Values([Double]()) }
    #expect(throws: FormatError.self) { try test.bytes(PlotTest.document(measurement)) }
    #expect(throws: FormatError.self) { try test.bytes(PlotTest.document()) }
  }

  @Test("the suffix chooses it, and nothing is taken for it")
  func choice() throws {
    #expect(FormatRegistry.format(forOutput: "a.xy")?.id == "xy")
    let found = FormatRegistry.identify(try ByteSource(name: "a.xy", bytes: Array("1.0 2.0\n2.0 3.0\n".utf8)))
    #expect(found.format?.id == "columns")
  }
}
