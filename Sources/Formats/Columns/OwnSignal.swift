/// Signals as the lines that Edgewise writes about them.
import Bytes
import DataModel

enum OwnSignal {
  static func line(_ signal: Signal) -> EdgewiseLine {
    let window = signal.emissionWindow
    return EdgewiseLine(
      .signal,
      [
        "name": signal.name, "expression": signal.expression, "mode": signal.mode?.rawValue, "element": signal.element,
        "edge": signal.edge, "window_low": window.map { "\($0.low)" }, "window_high": window.map { "\($0.high)" },
        "window_unit": window?.unit, "window_line": window?.line,
      ])
  }

  /// The signal of a line; nil when it has no name or formula.
  static func signal(_ line: EdgewiseLine) -> Signal? {
    guard let name = line["name"], let expression = line["expression"] else { return nil }
    var window: EmissionWindow?
    if let low = line["window_low"].flatMap({ NumberParser.double($0) }),
      let high = line["window_high"].flatMap({ NumberParser.double($0) }), let unit = line["window_unit"]
    {
      window = EmissionWindow(low: low, high: high, unit: unit, line: line["window_line"])
    }
    return Signal(
      name: name, expression: expression, mode: line["mode"].flatMap(DetectionMode.init(rawValue:)),
      element: line["element"], edge: line["edge"], emissionWindow: window)
  }
}
