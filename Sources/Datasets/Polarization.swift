/// How the light of a scan was polarised, as its metadata tell it.
import Bytes
public import DataModel

/// The polarisation of a scan. Files say it in many ways: Stokes parameters (NXbeam), a word of the beamline's undulator
/// (`cp`, `LH`, `C-`), or the degree of circular polarisation with its sign.
public struct Polarization: Sendable, Hashable {
  public enum State: Sendable, Hashable {
    /// Positive or negative helicity, as the file calls it.
    case circular(isPositive: Bool)
    case linear(isHorizontal: Bool)
  }

  public var state: State
  /// The metadata key it was read from.
  public var key: String
  /// What is written there.
  public var text: String

  /// What `metadata` say; nil when they say nothing that can be understood.
  public init?(_ metadata: Metadata) {
    for (key, node) in metadata.flattened() {
      let name = key.lowercased().split(separator: ".").last.map(String.init) ?? ""
      guard let value = node.value, Self.names.contains(name) else { continue }
      let state =
        switch value {
        case .array(let array) where name.hasSuffix("stokes"): Self.stokes(array.doubles())
        case .array(let array) where array.count == 1:
          array.singleText.map(Self.word) ?? array.singleNumber.flatMap(Self.degree)
        case .text(let text): Self.word(text)
        default: State?.none
        }
      if let state {
        self.state = state
        self.key = key
        text = value.display
        return
      }
    }
    return nil
  }

  private static let names: Set<String> = [
    "incident_polarization_stokes", "incident_polarization", "polarization", "polarisation", "pol", "helicity",
    "polarization_state", "polarisation_state",
  ]

  /// S0, S1, S2, S3: S3 is circular, S1 linear in the plane of the ring.
  private static func stokes(_ numbers: [Double]) -> State? {
    guard numbers.count == 4, numbers[0] > 0 else { return nil }
    let circular = numbers[3] / numbers[0]
    let linear = numbers[1] / numbers[0]
    guard max(abs(circular), abs(linear)) >= 0.1 else { return nil }
    return abs(circular) >= abs(linear) ? .circular(isPositive: circular > 0) : .linear(isHorizontal: linear > 0)
  }

  private static func degree(_ number: Double) -> State? {
    abs(number) >= 0.1 && abs(number) <= 1 ? .circular(isPositive: number > 0) : nil
  }

  private static func word(_ text: String) -> State? {
    let spelled = String(text.lowercased().map { $0 == "_" || $0 == "-" && text.count > 2 ? " " : $0 })
    let word = spelled.split(separator: " ").joined(separator: " ")
    return words[word] ?? Double(word).flatMap(degree)
  }

  private static let words: [String: State] = {
    let table: [(State, [String])] = [
      (
        .circular(isPositive: true),
        [
          "c+", "+", "cp", "pc", "cr", "rc", "rcp", "right", "circular right", "right circular", "positive", "plus",
          "circular positive", "positive circular", "circ+", "circp",
        ]
      ),
      (
        .circular(isPositive: false),
        [
          "c-", "-", "cn", "nc", "cl", "lc", "lcp", "left", "circular left", "left circular", "negative", "minus",
          "circular negative", "negative circular", "cm", "circm",
        ]
      ),
      (.linear(isHorizontal: true), ["lh", "h", "hor", "horizontal", "linear horizontal", "horizontal linear"]),
      (.linear(isHorizontal: false), ["lv", "v", "ver", "vertical", "linear vertical", "vertical linear"]),
    ]
    return Dictionary(
      table.flatMap { state, names in names.map { ($0, state) } }, uniquingKeysWith: { first, _ in first })
  }()
}
