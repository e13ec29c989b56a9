/// One scan record of an MDA file, as it is stored (EPICS sscan documentation, "MDA File Format").
import Bytes

struct MDAScan {
  struct Positioner: Hashable {
    var number = 0
    var name = ""
    var description = ""
    var stepMode = ""
    var unit = ""
    var readbackName = ""
    var readbackDescription = ""
    var readbackUnit = ""
  }

  struct Detector: Hashable {
    var number = 0
    var name = ""
    var description = ""
    var unit = ""
  }

  struct Trigger: Hashable {
    var number = 0
    var name = ""
    var command: Float = 0
  }

  /// Where the record begins and ends in the file.
  private(set) var range: Range<Int>
  var rank = 0
  /// How many points were asked for.
  var requested = 0
  /// How many points were measured.
  var measured = 0
  /// Where the inner scans begin, one for each requested point; 0 for those that do not exist.
  var offsets: [Int] = []
  var name = ""
  var time = ""
  var positioners: [Positioner] = []
  var detectors: [Detector] = []
  var triggers: [Trigger] = []
  /// The read-back values of each positioner at all requested points.
  var positions: [[Double]] = []
  /// The values of each detector at all requested points.
  var readings: [[Float]] = []
  var sawForeignText = false

  /// Positioners take eight words at least, detectors four, triggers three.
  private static let widths = (positioner: 32, detector: 16, trigger: 12)

  /// Reads the record at an offset. Throws where the file does not hold what it announces.
  init(_ bytes: Span<UInt8>, at start: Int) throws(XDRCursor.Failure) {
    var cursor = XDRCursor(at: start)
    range = start..<start
    rank = try cursor.integer(bytes, "the rank of a scan")
    guard (1...MDAFile.rankLimit).contains(rank) else {
      throw XDRCursor.Failure(message: "\(rank) is no possible rank of a scan", offset: start)
    }
    requested = try cursor.count(bytes, "number of points", width: rank > 1 ? 4 : 0)
    measured = try cursor.integer(bytes, "the current point")
    if rank > 1 { offsets = try cursor.integers(bytes, requested, "the offsets of inner scans").map { Int($0) } }
    name = try cursor.text(bytes, "the name of a scan")
    time = try cursor.text(bytes, "the time of a scan")
    let positionerCount = try cursor.count(bytes, "number of positioners", width: Self.widths.positioner)
    let detectorCount = try cursor.count(bytes, "number of detectors", width: Self.widths.detector)
    let triggerCount = try cursor.count(bytes, "number of triggers", width: Self.widths.trigger)
    for _ in 0..<positionerCount { positioners.append(try Self.positioner(bytes, &cursor)) }
    for _ in 0..<detectorCount { detectors.append(try Self.detector(bytes, &cursor)) }
    for _ in 0..<triggerCount {
      triggers.append(
        Trigger(
          number: try cursor.integer(bytes, "the number of a trigger"),
          name: try cursor.text(bytes, "the name of a trigger"),
          command: try cursor.float(bytes, "the command of a trigger")))
    }
    for _ in positioners { positions.append(try cursor.doubles(bytes, requested, "the values of a positioner")) }
    for _ in detectors { readings.append(try cursor.floats(bytes, requested, "the values of a detector")) }
    // A scan that was set up anew while it ran can count further than it was asked to.
    measured = min(max(0, measured), requested)
    range = start..<cursor.offset
    sawForeignText = cursor.sawForeignText
  }

  private static func positioner(
    _ bytes: Span<UInt8>, _ cursor: inout XDRCursor
  ) throws(XDRCursor.Failure) -> Positioner {
    Positioner(
      number: try cursor.integer(bytes, "the number of a positioner"),
      name: try cursor.text(bytes, "the name of a positioner"),
      description: try cursor.text(bytes, "the description of a positioner"),
      stepMode: try cursor.text(bytes, "the step mode of a positioner"),
      unit: try cursor.text(bytes, "the unit of a positioner"),
      readbackName: try cursor.text(bytes, "the read-back of a positioner"),
      readbackDescription: try cursor.text(bytes, "the read-back of a positioner"),
      readbackUnit: try cursor.text(bytes, "the read-back of a positioner"))
  }

  private static func detector(_ bytes: Span<UInt8>, _ cursor: inout XDRCursor) throws(XDRCursor.Failure) -> Detector {
    Detector(
      number: try cursor.integer(bytes, "the number of a detector"),
      name: try cursor.text(bytes, "the name of a detector"),
      description: try cursor.text(bytes, "the description of a detector"),
      unit: try cursor.text(bytes, "the unit of a detector"))
  }
}
