import Bytes
import DataModel
import Testing

@Suite("Measurements")
struct MeasurementTests {
  private func measurement(_ roles: [ChannelRole], signal: Bool = true) -> Measurement {
    Measurement(
      channels: roles.map { Channel(name: $0.rawValue, role: $0, values: Values([1.0])) },
      signals: signal ? [Signal(name: "s", expression: "i0")] : [])
  }

  @Test("channels and signals show the technique")
  func technique() {
    #expect(measurement([.energy, .i0]).technique == "XAS")
    #expect(measurement([.angle, .i0]).technique == "XAS")
    #expect(measurement([.energy, .i0], signal: false).technique == nil)
    #expect(measurement([.energy, .emissionEnergy]).technique == "RIXS")
    #expect(measurement([.emissionEnergy, .intensity]).technique == "XES")
    #expect(measurement([.k, .chi]).technique == "EXAFS")
    #expect(measurement([.time, .monitor]).technique == nil)
  }

  @Test("channels are found by name and by role, the first one first")
  func lookUp() {
    var value = measurement([.energy, .ifluor])
    value.channels.append(Channel(name: "second", role: .ifluor, values: Values([2.0])))
    #expect(value.channel(.ifluor)?.name == "ifluor")
    #expect(value.channel(named: "second")?.role == .ifluor)
    #expect(value.channel(named: "Energy") == nil)
    #expect(value.channel(.mu) == nil)
  }

  @Test("a measurement goes by its title, or failing that by its selector")
  func displayName() {
    #expect(Measurement(selector: "12.2", title: "Cu foil").displayName == "Cu foil")
    #expect(Measurement(selector: "12.2").displayName == "12.2")
  }
}
