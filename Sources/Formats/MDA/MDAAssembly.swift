/// Makes a measurement of the scans of an MDA file.
import Bytes
import DataModel

struct MDAAssembly {
  private(set) var measurement = Measurement(selector: "1")
  var findings: [Finding] = []
  let file: MDAFile
  let byteCount: Int
  /// How many bytes of scans may still be read: overlapping scans would otherwise read a small file for ever.
  private var bytesLeft: Int
  /// How many values the arrays may still have: as many as the file can hold, and some NaN between them.
  var valuesLeft: Int
  var columns: [BeamlineScan.Column] = []
  var metadata = Metadata()

  init(file: MDAFile, byteCount: Int) {
    self.file = file
    self.byteCount = byteCount
    bytesLeft = 2 * byteCount
    valuesLeft = 4 * byteCount + (1 << 16)
    addFact("MDA", "version", .number(Double(file.hundredths) / 100))
    addFact("Scan", "number", .integer(Int64(file.scanNumber)))
    if !MDAFile.versions.contains(file.hundredths) {
      findings.append(Finding(MDAFinding.version, "The file is of version \(file.version).", found: "\(file.version)"))
    }
  }

  /// Where something stands, as findings name it.
  static func place(_ offset: Int) -> String { "/bytes/\(offset)" }

  private mutating func addFact(_ family: String, _ key: String, _ value: MetadataValue, unit: String? = nil) {
    metadata.append(MetadataNode(key, value, unit: unit), toFamily: family)
  }

  // MARK: Scans

  /// Adds the outermost scan and all scans in it, level by level.
  mutating func add(_ outermost: MDAScan, _ bytes: Span<UInt8>) {
    var level = MDALevel(placeCount: 1, scans: [(0, outermost)])
    var shape: [Int] = []
    var names: [Dimension] = []
    bytesLeft -= outermost.range.count
    for depth in 0..<file.dimensions.count {
      names.append(Self.dimension(rank: file.dimensions.count - depth))
      shape.append(level.pointCount)
      report(level, depth)
      addScanFacts(level, depth)
      addColumns(level, shape: shape, dimensions: names)
      guard depth + 1 < file.dimensions.count, let next = inner(of: level, bytes) else { break }
      addTimes(next, shape: shape, dimensions: names)
      level = next
    }
  }

  /// `point` for the innermost dimension, `outer`, `outer2` ... for those around it.
  private static func dimension(rank: Int) -> Dimension {
    rank == 1 ? .point : Dimension(rank == 2 ? "outer" : "outer\(rank - 1)")
  }

  private mutating func inner(of level: MDALevel, _ bytes: Span<UInt8>) -> MDALevel? {
    var scans: [(place: Int, scan: MDAScan)] = []
    var failures: [XDRCursor.Failure] = []
    for (place, outer) in level.scans {
      for point in 0..<min(MDALevel.points(of: outer), level.pointCount, outer.offsets.count) {
        do throws(XDRCursor.Failure) {
          let scan = try self.scan(bytes, at: outer.offsets[point], rank: outer.rank - 1)
          scans.append((place * level.pointCount + point, scan))
        } catch {
          failures.append(error)
        }
      }
    }
    if let first = failures.first {
      findings.append(
        Finding(
          MDAFinding.inner, "\(failures.count) inner scans cannot be read; the first because \(first.message).",
          at: .init(path: Self.place(first.offset)), found: "\(scans.count) inner scans that can be read"))
    }
    let next = MDALevel(placeCount: level.placeCount * level.pointCount, scans: scans)
    // Arrays with a place for every point must not be much larger than the file.
    let size = next.placeCount.multipliedReportingOverflow(by: max(1, next.pointCount))
    guard !size.overflow, size.partialValue <= byteCount else {
      findings.append(
        Finding(
          MDAFinding.inner,
          "Inner scans of \(next.pointCount) points at \(next.placeCount) places do not fit the file.",
          found: "\(byteCount) bytes"))
      return nil
    }
    return scans.isEmpty ? nil : next
  }

  private mutating func scan(_ bytes: Span<UInt8>, at offset: Int, rank: Int) throws(XDRCursor.Failure) -> MDAScan {
    guard offset >= file.scanOffset, offset < bytes.count else {
      throw XDRCursor.Failure(message: "its offset \(offset) is outside the file", offset: max(0, offset))
    }
    guard bytesLeft > 0 else { throw XDRCursor.Failure(message: "the scans overlap each other", offset: offset) }
    let scan = try MDAScan(bytes, at: offset)
    bytesLeft -= scan.range.count
    guard scan.rank == rank else {
      throw XDRCursor.Failure(message: "its rank is \(scan.rank) instead of \(rank)", offset: offset)
    }
    return scan
  }

  private mutating func report(_ level: MDALevel, _ depth: Int) {
    let stopped = level.scans.filter { $0.scan.measured < $0.scan.requested }
    if let first = stopped.first?.scan {
      let what = depth == 0 ? "The scan" : "\(stopped.count) of \(level.scans.count) inner scans"
      findings.append(
        Finding(
          MDAFinding.unfinished,
          "\(what) stopped early: \(first.measured) of \(first.requested) points were measured.",
          at: .init(path: Self.place(first.range.lowerBound)), expected: "\(first.requested) points",
          found: "\(first.measured) points"))
    }
    if depth > 0, !level.isComplete, !level.scans.isEmpty {
      findings.append(
        Finding(
          MDAFinding.irregular,
          "Of \(level.placeCount) inner scans with up to \(level.pointCount) points not all are complete; "
            + "what is missing is NaN."))
    }
    if level.scans.contains(where: \.scan.sawForeignText) {
      findings.append(Finding(MDAFinding.text, "Names or units are no UTF-8; they were read as ISO-8859-1."))
    }
  }

  private mutating func addScanFacts(_ level: MDALevel, _ depth: Int) {
    guard let scan = level.first else { return }
    if depth == 0 {
      measurement.title = scan.name.isEmpty ? nil : scan.name
      let start = MDATime.iso(scan.time)
      measurement.startTime = start
      if !scan.time.isEmpty { addFact("Scan", "start_time", .text(start ?? scan.time)) }
    }
    let prefix = depth == 0 ? "" : "inner\(depth == 1 ? "" : "\(depth)")_"
    if !scan.name.isEmpty { addFact("Scan", prefix + "record", .text(scan.name)) }
    addFact("Scan", prefix + "requested_points", .integer(Int64(scan.requested)))
    for trigger in scan.triggers {
      metadata.append(
        MetadataNode(
          "\(prefix)\(trigger.number + 1)", .text(trigger.name),
          attributes: [MetadataAttribute("command", .array(TypedArray(scalar: trigger.command)))]),
        toFamily: "Trigger")
    }
  }

  /// Names, roles and signals, when all scans are there.
  mutating func finish() {
    placeEnergy()
    var scan = BeamlineScan()
    scan.columns = columns
    scan.metadata = metadata
    var result = scan.measurement()
    result.title = measurement.title
    result.startTime = measurement.startTime
    measurement = result
    findings += scan.findings
  }
}
