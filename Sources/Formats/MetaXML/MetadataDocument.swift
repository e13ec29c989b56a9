public import Bytes
public import DataModel

/// An edited metadata document, to be applied to the data that it was written from.
public struct MetadataDocument: Sendable {
  /// What it says; its arrays are not there, only their checksums.
  public let document: Document
  /// What was found in the document itself, such as elements that break the schema.
  public let findings: [Finding]
  /// The views of each measurement, to tell whether somebody edited them instead of the metadata.
  let views: [[MetaXMLViews.Read]]

  /// Reads a `.meta.xml`. Throws when the bytes are no such document.
  public init(reading source: ByteSource) throws(FormatError) {
    let result = try MetaXMLReader.read(source)
    document = result.document
    findings = result.own
    views = result.views
  }
}

extension Document {
  /// This document with every change that an edited metadata document makes, each a parameter of a step
  /// `edit metadata`, and what was found. With a finding of severity error nothing was changed.
  ///
  /// Measurements are paired by selector, then by order or title; arrays by their names, and their checksums decide
  /// whether the metadata belong to them. Metadata of the file are taken over when both speak of the same measurements
  /// and `coversFile` says that this is one file. `time` is the time of the step. Throws when values cannot be read.
  public func applying(
    metadata: MetadataDocument, coversFile: Bool = true, time: String? = nil
  ) throws(BlockError) -> (document: Document, findings: [Finding]) {
    var edit = MetadataEdit(metadata: metadata, coversFile: coversFile, time: time)
    let edited = try edit.apply(to: self)
    let isRefused = edit.findings.contains { $0.severity == .error }
    return (isRefused ? self : edited, edit.findings)
  }
}
