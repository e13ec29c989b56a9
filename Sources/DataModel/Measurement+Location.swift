/// Where a finding about a measurement is.

extension Measurement {
  /// The measurement in `file` by its selector, or one row of it (from 0) where it holds a series of spectra.
  public func location(in file: String?, row: Int? = nil) -> Finding.Location {
    let path = selector.hasPrefix("/") ? selector : "/" + selector
    return Finding.Location(file: file, path: row.map { "\(path)/\($0)" } ?? path)
  }
}
