/// Every dialect as a row of the registry.
import Bytes

extension Format {
  /// The dialects of beamlines, the most specific first.
  public static let beamlines: [Format] = BeamlineDialect.all.map(Format.init)

  init(_ dialect: BeamlineDialect) {
    let reader = BeamlineReader(dialect: dialect)
    self.init(
      id: dialect.id, name: dialect.name, extensions: dialect.extensions, techniques: ["XAS", "EXAFS"],
      isContainer: false,
      probe: { source in
        guard dialect.isBinary || source.head.isText else { return .no }
        return dialect.sign(source.head).map { .certain(reason: $0) } ?? .no
      },
      read: { source throws(FormatError) in try reader.read(source) })
  }
}
