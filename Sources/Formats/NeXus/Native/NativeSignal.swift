import Bytes
import DataModel
import HDF5

/// A signal as attributes of the NXdata that plots it.
enum NativeSignal {
  static func write(_ signal: Signal, index: Int, to attributes: Attributes) throws(HDF5Error) {
    try attributes.write(Native.Signal.index, number: Int32(clamping: index))
    try attributes.write(Native.Signal.name, text: signal.name)
    try attributes.write(Native.Signal.expression, text: signal.expression)
    if let mode = signal.mode { try attributes.write(Native.Signal.mode, text: mode.rawValue) }
    if let element = signal.element { try attributes.write(Native.Signal.element, text: element) }
    if let edge = signal.edge { try attributes.write(Native.Signal.edge, text: edge) }
    guard let window = signal.emissionWindow else { return }
    try attributes.write(Native.Signal.emissionWindow, TypedArray([window.low, window.high]))
    try attributes.write(Native.Signal.emissionUnit, text: window.unit)
    if let line = window.line { try attributes.write(Native.Signal.emissionLine, text: line) }
  }

  static func read(_ group: Group) throws(HDF5Error) -> (index: Int, signal: Signal)? {
    let attributes = group.attributes
    guard let index = try attributes.integer(Native.Signal.index), let name = try attributes.text(Native.Signal.name),
      let expression = try attributes.text(Native.Signal.expression)
    else { return nil }
    var signal = Signal(
      name: name, expression: expression,
      mode: try attributes.text(Native.Signal.mode).flatMap { DetectionMode(rawValue: $0) },
      element: try attributes.text(Native.Signal.element), edge: try attributes.text(Native.Signal.edge))
    if let limits = try attributes.readIfPresent(Native.Signal.emissionWindow)?.value?.doubles(), limits.count == 2 {
      signal.emissionWindow = EmissionWindow(
        low: limits[0], high: limits[1], unit: try attributes.text(Native.Signal.emissionUnit) ?? "",
        line: try attributes.text(Native.Signal.emissionLine))
    }
    return (index, signal)
  }
}
