// A compiled XML Schema; what it was compiled from is read from a catalogue in memory.
import CLibXML2
import XMLShims

/// An XML Schema (XSD 1.0), compiled once and used for any number of documents, from any thread.
public final class XMLSchema: Sendable {
  /// The target namespace, nil for none.
  public let targetNamespace: String?
  /// libxml2 does not change a compiled schema; all state of a validation is in its own context.
  nonisolated(unsafe) let schema: xmlSchemaPtr

  /// Compiles the document `name` of the catalogue with all it includes and imports, from the catalogue only.
  ///
  /// A document that is missing, has a DOCTYPE or is not well-formed, and any mistake in a schema, is an error that
  /// names the document and line. Schemas are taken to be trusted otherwise: a hostile one can cost much time.
  public init(_ name: String, in catalogue: SchemaCatalogue) throws(XMLError) {
    guard LibXML.isInstalled else { throw XMLError(.outOfMemory, "libxml2 cannot be set up") }
    let compilation = SchemaCompilation(catalogue)
    guard let schema = compilation.run(name) else {
      throw compilation.failure ?? XMLError(.schemaInvalid, "the schema cannot be compiled", file: name)
    }
    self.schema = schema
    targetNamespace = xmlx_target_namespace(schema).map { String(cString: $0) }
  }

  deinit {
    xmlSchemaFree(schema)
  }
}

/// One compilation: serves documents to libxml2 and keeps the first mistake.
private final class SchemaCompilation {
  private let catalogue: SchemaCatalogue
  private(set) var failure: XMLError?
  /// The document handed out by pointer; libxml2 copies it before it asks for the next.
  private var served = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  init(_ catalogue: SchemaCatalogue) {
    self.catalogue = catalogue
  }

  deinit {
    served.deallocate()
  }

  /// Nil when anything was wrong.
  func run(_ name: String) -> xmlSchemaPtr? {
    let user = Unmanaged.passUnretained(self).toOpaque()
    let sink = ErrorSink(user: user) { user, error in
      guard let error else { return }
      SchemaCompilation.from(user)?.report(error.pointee)
    }
    var source = xmlx_catalogue(user: user) { user, url, bytes, count in
      guard let url, let compilation = SchemaCompilation.from(user) else { return 0 }
      return compilation.serve(String(cString: url), bytes, count) ? 1 : 0
    }
    let schema = withExtendedLifetime(self) {
      xmlx_compile(SchemaCatalogue.url(of: name), &source, sink.pointer)
    }
    guard failure == nil else {
      xmlSchemaFree(schema)
      return nil
    }
    return schema
  }

  private static func from(_ user: UnsafeMutableRawPointer?) -> SchemaCompilation? {
    user.map { Unmanaged<SchemaCompilation>.fromOpaque($0).takeUnretainedValue() }
  }

  private func report(_ error: xmlx_error) {
    guard failure == nil, error.level >= 2 else { return }
    failure = XMLError(
      .schemaInvalid, LibXML.cleaned(error.message),
      file: error.file.map { SchemaCatalogue.name(of: String(cString: $0)) },
      line: error.line > 0 ? Int(error.line) : nil, code: Int(error.code))
  }

  private func serve(
    _ url: String, _ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?, _ count: UnsafeMutablePointer<Int32>?
  ) -> Bool {
    let name = SchemaCatalogue.name(of: url)
    guard let document = catalogue[name], let size = Int32(exactly: document.count) else {
      fail(XMLError(.schemaInvalid, "the catalogue has no schema document '\(name)'"))
      return false
    }
    do throws(XMLError) {
      // libxml2 expands entities in schemas; this refuses them, and locates mistakes better.
      let reader = try XMLReader(document, file: name)
      while try reader.next() != nil {}
    } catch {
      fail(error)
      return false
    }
    served.deallocate()
    served = .allocate(byteCount: document.count, alignment: 1)
    served.copyBytes(from: document)
    bytes?.pointee = UnsafeRawPointer(served.baseAddress)
    count?.pointee = size
    return true
  }

  private func fail(_ error: XMLError) {
    if failure == nil { failure = error }
  }
}
