/// XDI, the XAS Data Interchange format, versions 1.0 and 1.1: the row of the registry.
import Bytes
import DataModel

extension Format {
  /// XAS Data Interchange: a header of `Family.key: value` lines and a table of numbers.
  public static let xdi = Format(
    id: "xdi", name: "XAS Data Interchange (XDI 1.0)", extensions: [".xdi"], techniques: ["XAS"], isContainer: false,
    probe: XDIProbe.match, read: XDIReader.read,
    writer: Writer(projection: XDIWriter.projection, encoding: .text(XDIWriter.bytes)))
}
