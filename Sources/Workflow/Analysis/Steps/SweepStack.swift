/// The spectra of many sweeps as one measurement, kept in temporary files while they are made.
import Analysis
import Bytes
import DataModel

struct SweepStack {
  private let grid: [Double]
  private let channels: [Channel]
  private let spools: [RowSpool]
  private let counts: RowSpool
  private(set) var directions: [Int8] = []
  private var firstPoints: [Int64] = []
  private var lastPoints: [Int64] = []
  private var sources: [Int32] = []
  private var times: [Double] = []
  private var timeUnit: String?

  /// An empty stack for the channels that all scans have.
  init(grid: [Double], scans: [SweepScan]) throws(AnalysisError) {
    self.grid = grid
    let names = scans.map { Set($0.channels.map(\.name)) }
    channels = scans.first?.channels.filter { channel in names.allSatisfy { $0.contains(channel.name) } } ?? []
    guard !channels.isEmpty else { throw AnalysisError("there is no channel beside the axis that all scans have") }
    do throws(FileError) {
      var spools: [RowSpool] = []
      for channel in channels {
        spools.append(try RowSpool(type: .float64, rowShape: [grid.count] + channel.values.shape.dropFirst()))
      }
      self.spools = spools
      counts = try RowSpool(type: .uint32, rowShape: [grid.count])
    } catch {
      throw AnalysisError(error.description)
    }
  }

  /// How many spectra there are.
  var count: Int { directions.count }

  /// Adds the spectra of a scan.
  mutating func add(_ scan: SweepScan, _ groups: [[Sweep]], from input: AnalysisInput) throws(AnalysisError) {
    let measurement = try input.measurement(at: scan.place)
    guard let axis = measurement.channel(named: scan.axisName) else {
      throw AnalysisError("\(scan.file): \"\(scan.axisName)\" is not there any more")
    }
    let own = channels.compactMap { measurement.channel(named: $0.name) }
    let binning = try SweepBinning(
      axis: axis.values, unitInElectronvolts: scan.unitInElectronvolts, grid: grid, channels: own)
    let time = measurement.channels.first { $0.role == .time && $0.dimensions == axis.dimensions }
    let source = Int32(clamping: (sources.last ?? -1) + 1)
    var points: [Range<Int>] = []
    do throws(SweepBinningError<FileError>) {
      try binning.rows(of: groups) { row throws(FileError) in
        for (spool, means) in zip(spools, row.means) { try spool.append(means) }
        try counts.append(row.counts)
        directions.append(row.direction)
        points.append(row.points)
      }
    } catch {
      switch error {
      case .reading(let error): throw AnalysisError("\(scan.file): \(error.description)")
      case .output(let error): throw AnalysisError(error.description)
      }
    }
    firstPoints += points.map { Int64($0.lowerBound) }
    lastPoints += points.map { Int64($0.upperBound - 1) }
    sources += points.map { _ in source }
    try addTimes(of: points, time)
  }

  /// The mean of the first and last time of each spectrum.
  private mutating func addTimes(of rows: [Range<Int>], _ time: Channel?) throws(AnalysisError) {
    guard let time else { return times.append(contentsOf: rows.map { _ in .nan }) }
    timeUnit = time.unit
    do throws(BlockError) {
      for row in rows {
        let ends = try [row.lowerBound, row.upperBound - 1].map { point throws(BlockError) in
          try time.values.read(Slab(start: [point], count: [1])).doubles().first ?? .nan
        }
        times.append((ends[0] + ends[1]) / 2)
      }
    } catch {
      throw AnalysisError("channel \"\(time.name)\": \(error.description)")
    }
  }

  /// The stack as a measurement: channels over spectrum and point, beside what there is for each spectrum.
  func measurement(_ scans: [SweepScan], _ parameters: [StepParameter]) -> Measurement {
    let first = scans[0].measurement
    var result = Measurement(
      selector: first.selector, title: first.title, startTime: first.startTime, endTime: scans.last?.measurement.endTime
    )
    result.channels = [Channel(name: "energy", role: .energy, unit: "eV", values: Values(grid))]
    for (channel, spool) in zip(channels, spools) {
      var binned = channel
      binned.dimensions = [.spectrum, .point] + channel.dimensions.dropFirst()
      binned.values = Values(source: spool.source(rows: count))
      binned.uncertainty = .none
      binned.mask = nil
      if binned.name == "energy" { binned.name = "energy_1" }
      result.channels.append(binned)
    }
    result.channels += series(named: Set(result.channels.map(\.name)), isManyFiles: scans.count > 1)
    let names = Set(result.channels.map(\.name))
    result.signals = first.signals.filter { signal in
      guard let formula = try? SignalExpression(parsing: signal.expression) else { return false }
      return formula.channelNames.allSatisfy { names.contains($0) }
    }
    result.metadata = Metadata.shared(by: scans.map(\.measurement.metadata))
    result.steps =
      first.steps + [
        Step(
          operation: "sweeps", program: "edgewise", version: EdgewiseVersion.string, parameters: parameters,
          inputs: [scans[0].axisName] + channels.map(\.name), outputs: result.channels.map(\.name))
      ]
    result.references = scans.map {
      Reference(
        .raw,
        to: .init(file: $0.file, sha256: $0.sha256, selector: $0.measurement.selector))
    }
    return result
  }

  /// The channels with one value for each spectrum.
  private func series(named taken: Set<String>, isManyFiles: Bool) -> [Channel] {
    var list: [Channel] = [
      Channel(
        name: "points", role: .other, dimensions: [.spectrum, .point],
        values: Values(source: counts.source(rows: count))),
      Channel(name: "direction", dimensions: [.spectrum], values: Values(directions)),
      Channel(name: "first_point", dimensions: [.spectrum], values: Values(firstPoints)),
      Channel(name: "last_point", dimensions: [.spectrum], values: Values(lastPoints)),
    ]
    if times.contains(where: { !$0.isNaN }) {
      list.append(Channel(name: "time", role: .time, unit: timeUnit, dimensions: [.spectrum], values: Values(times)))
    }
    if isManyFiles { list.append(Channel(name: "source", dimensions: [.spectrum], values: Values(sources))) }
    return list.map { channel in
      var channel = channel
      while taken.contains(channel.name) { channel.name = "sweep_" + channel.name }
      return channel
    }
  }
}
