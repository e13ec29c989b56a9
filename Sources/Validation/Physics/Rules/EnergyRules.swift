/// Rules about the energy axis.
import DataModel

enum EnergyRules {
  static let all: [Rule<SpectrumView>] = [finite, positive, constant, order, sweeps, duplicates, unit, swapped]

  // MARK: Certain faults

  private static let finite = Rule<SpectrumView>(PhysicsFinding.energyFinite) { view, report in
    for curve in view.energies {
      let odd = curve.values.indices.filter { !curve.values[$0].isFinite }
      guard let first = odd.first else { continue }
      report.add(
        PhysicsFinding.energyFinite, nil,
        "\(odd.count) of \(Figure.count(curve.values.count, "energy value")) are NaN or infinite, the first at point "
          + "\(first + 1); a point without an energy has no place in the spectrum",
        at: curve.path, expected: "finite energies", found: "\(curve.values[first]) at point \(first + 1)")
    }
  }

  private static let positive = Rule<SpectrumView>(PhysicsFinding.energyPositive) { view, report in
    for curve in view.energies {
      let odd = curve.values.indices.filter { curve.values[$0] <= 0 && curve.values[$0].isFinite }
      guard let first = odd.first, !isCount(curve.values), !isPixel(curve) else { continue }
      let value = Figure.text(curve.values[first])
      let fact =
        "\(odd.count) of \(Figure.count(curve.values.count, "energy value")) are zero or less, the first "
        + "(\(value)) at point \(first + 1)"
      if isRelative(curve.values) {
        report.add(
          PhysicsFinding.energyPositive, .warning,
          fact
            + "; the axis rises through zero, so it probably counts from an edge, while photon energies are absolute",
          at: curve.path, expected: "energies above 0", found: value,
          hint: "Add the edge energy to the axis, and state it.")
      } else {
        report.add(
          PhysicsFinding.energyPositive, nil, fact + "; a photon has an energy above 0", at: curve.path,
          expected: "energies above 0", found: value)
      }
    }
  }

  /// Strictly monotonic through zero, not more than 500 eV below it: an axis that counts from the edge.
  private static func isRelative(_ values: [Double]) -> Bool {
    let below = values.count { $0 < 0 }
    guard let low = values.min(), let high = values.max(), low > -500, high > 0, below >= 2 else { return false }
    let runs = MonotonicRuns(values)
    return runs.setbacks.isEmpty && runs.repeats.isEmpty && values.allSatisfy(\.isFinite)
  }

  /// 0, 1, 2 ... or 1, 2, 3 ...: the numbers of points or pixels, which are reported as no energies at all.
  private static func isCount(_ values: [Double]) -> Bool {
    guard values.count >= 5, let first = values.first, first == 0 || first == 1 else { return false }
    return values.indices.allSatisfy { values[$0] == first + Double($0) }
  }

  /// A dispersive spectrometer before calibration: its points have a place, but no energy yet.
  private static func isPixel(_ curve: SpectrumCurve) -> Bool {
    curve.unit.flatMap { PhysicalUnit.parse($0) }?.dimensionality == Dimensionality([.pixel: 1])
  }

  private static func isConstant(_ values: [Double]) -> Bool {
    values.count > 1 && values.allSatisfy { $0 == values.first }
  }

  private static let constant = Rule<SpectrumView>(PhysicsFinding.energyConstant) { view, report in
    for curve in view.energies where isConstant(curve.values) {
      report.add(
        PhysicsFinding.energyConstant, nil,
        "all \(curve.values.count) energies are \(Figure.text(curve.values[0])): a spectrum needs energies that change",
        at: curve.path, found: Figure.text(curve.values[0]))
    }
  }

  /// The lanes of the energies that can be followed from point to point, with their numbers from 1.
  private static func lanes(_ view: SpectrumView) -> [(curve: SpectrumCurve, lane: Int, runs: MonotonicRuns)] {
    view.energies.flatMap { curve in
      (0..<curve.laneCount).compactMap { lane in
        let values = curve.lane(lane)
        guard values.count > 1, !isConstant(values), values.allSatisfy(\.isFinite) else { return nil }
        return (curve, lane, MonotonicRuns(values))
      }
    }
  }

  private static func name(_ lane: Int, of curve: SpectrumCurve) -> String {
    curve.laneCount > 1 ? " of spectrum \(lane + 1) of \(curve.laneCount)" : ""
  }

  private static let order = Rule<SpectrumView>(PhysicsFinding.energyOrder) { view, report in
    var seen: Set<String> = []
    for (curve, lane, runs) in lanes(view) where runs.sweeps == 1 {
      guard let first = runs.setbacks.first, seen.insert(curve.path).inserted else { continue }
      let values = curve.lane(lane)
      let direction = runs.isRising ? "rise" : "fall"
      let isJitter = runs.largestSetback <= runs.medianStep
      report.add(
        PhysicsFinding.energyOrder, nil,
        "the energies\(name(lane, of: curve)) \(direction), but turn back at "
          + "\(Figure.count(runs.setbacks.count, "point")), "
          + "first at point \(first + 1): \(Figure.text(values[first])) after \(Figure.text(values[first - 1])); the "
          + "largest "
          + "step back is \(Figure.rough(runs.largestSetback)), the usual step \(Figure.rough(runs.medianStep))"
          + (isJitter ? "; so small a step is probably the read-back of the monochromator" : ""),
        at: curve.path, expected: "energies that always \(direction)",
        found: "\(Figure.text(values[first - 1])), \(Figure.text(values[first])) at point \(first + 1)")
    }
  }

  private static let sweeps = Rule<SpectrumView>(PhysicsFinding.energySweeps) { view, report in
    var seen: Set<String> = []
    for (curve, lane, runs) in lanes(view) where runs.sweeps > 1 && seen.insert(curve.path).inserted {
      report.add(
        PhysicsFinding.energySweeps, nil,
        "the energies\(name(lane, of: curve)) run \(runs.sweeps) times through their range: the array holds "
          + "\(runs.sweeps) spectra one after the other", at: curve.path, found: "\(runs.sweeps) sweeps")
    }
  }

  private static let duplicates = Rule<SpectrumView>(PhysicsFinding.energyDuplicate) { view, report in
    var seen: Set<String> = []
    for (curve, lane, runs) in lanes(view) {
      // Where a sweep turns round, a repeated energy is no fault.
      let turns = runs.sweeps > 1 ? Set(runs.runs.flatMap { [$0.end, $0.end + 1, $0.start] }) : []
      let repeats = runs.repeats.filter { !turns.contains($0) }
      guard let first = repeats.first, seen.insert(curve.path).inserted else { continue }
      let value = Figure.text(curve.lane(lane)[first])
      report.add(
        PhysicsFinding.energyDuplicate, nil,
        "\(Figure.count(repeats.count, "point"))\(name(lane, of: curve)) repeat the energy of the point before, first "
          + "\(value) at points \(first) and \(first + 1); a derivative there divides by zero",
        at: curve.path, expected: "each energy once", found: "\(value) at points \(first) and \(first + 1)")
    }
  }

  // MARK: Unlikely

  private static let unit = Rule<SpectrumView>(PhysicsFinding.energyUnit) { view, report in
    for curve in view.energies {
      if isCount(curve.values), !isPixel(curve) {
        report.add(
          PhysicsFinding.energyUnit, nil,
          "the energies count from \(Figure.text(curve.values[0])) in steps of 1: these are numbers of points or "
            + "pixels, "
            + "not energies",
          at: curve.path, expected: "energies", found: "a count",
          hint: "Calibrate the axis, or give it the role of an index.")
        continue
      }
      guard let unit = curve.unit, !unit.isEmpty, let scan = ScanEnergies(curve), !isConstant(curve.values) else {
        continue
      }
      let finite = curve.values.filter(\.isFinite)
      let size = "\(Figure.text(finite.min() ?? 0)) to \(Figure.text(finite.max() ?? 0))"
      guard let eV = PhysicalUnit.parse("eV"), let known = PhysicalUnit.parse(unit, expecting: .energy), known.isEnergy
      else {
        guard PhysicalUnit.parse(unit, expecting: .energy)?.dimensionality != Dimensionality([.pixel: 1]) else {
          continue
        }
        report.add(
          PhysicsFinding.energyUnit, nil, "the unit \"\(unit)\" of the energies (\(size)) is no unit of energy",
          at: curve.path, expected: "eV or keV", found: unit)
        continue
      }
      guard scan.arePlausible, let factor = known.convert(1, to: eV), let low = finite.min(), let high = finite.max(),
        !(ScanEnergies.plausible.contains(low * factor) && ScanEnergies.plausible.contains(high * factor))
      else { continue }
      report.add(
        PhysicsFinding.energyUnit, nil,
        "energies of \(size) \(unit) lie outside the 30 eV to 200 keV in which X-ray absorption is measured; in "
          + "\(scan.unit) they would be ordinary",
        at: curve.path, expected: scan.unit, found: unit)
    }
  }

  private static let swapped = Rule<SpectrumView>(PhysicsFinding.axisSwapped) { view, report in
    guard let found = ExchangedAxes(view) else { return }
    report.add(
      PhysicsFinding.axisSwapped, nil,
      "\(found.energy.name) goes up and down (\(found.setbacks) steps back in \(found.energy.values.count) points) "
        + "while "
        + "\(found.signal.name) runs evenly from \(Figure.text(found.lowest)) to \(Figure.text(found.highest)), as "
        + "energies do",
      at: found.signal.path, expected: "a signal", found: "an axis")
  }
}
