/// Which spectra of a series belong to which polarisation.
import Analysis
import DataModel
import Datasets

/// Spectra in two groups: what was named, or what the files say.
///
/// Circular light counts with the sign of the magnetic field, where files state fields of both signs: reversing either
/// reverses the dichroism.
struct PolarizationPairing {
  private(set) var plus: [SpectrumSeries.Member] = []
  private(set) var minus: [SpectrumSeries.Member] = []
  /// `xmcd`, `xld`, or `given`.
  private(set) var effect = "given"
  /// What told them apart.
  private(set) var reason = "plus= and minus="

  /// Sorts the members; those that nobody can tell are findings. Throws when a group is empty.
  init(
    _ members: [SpectrumSeries.Member], _ input: AnalysisInput, _ parameters: AnalysisParameters,
    _ findings: inout [Finding]
  ) throws(AnalysisError) {
    if parameters.items("plus") != nil || parameters.items("minus") != nil {
      plus = try Self.named("plus", members, input, parameters)
      minus = try Self.named("minus", members, input, parameters)
    } else {
      sort(members, &findings)
    }
    guard !plus.isEmpty, !minus.isEmpty else {
      throw AnalysisError(
        "it takes spectra of both polarisations: \(plus.count) are positive and \(minus.count) negative "
          + "of \(members.count); say which are which with plus= and minus=")
    }
  }

  private static func named(
    _ name: String, _ members: [SpectrumSeries.Member], _ input: AnalysisInput, _ parameters: AnalysisParameters
  ) throws(AnalysisError) -> [SpectrumSeries.Member] {
    var found: [SpectrumSeries.Member] = []
    for item in parameters.items(name) ?? [] {
      let own = members.filter { $0.isNamed(item) }
      found += own.isEmpty ? try input.spectra(named: item, parameters) : own
    }
    return found
  }

  private mutating func sort(_ members: [SpectrumSeries.Member], _ findings: inout [Finding]) {
    let states = members.map { Polarization($0.measurement.metadata) }
    let fields = members.map { $0.measurement.sample.magneticField?.value }
    let signs = Set(fields.compactMap { $0.flatMap { $0 == 0 ? nil : $0 > 0 } })
    let isReversed = signs.count == 2
    let circular = states.count { if case .circular? = $0?.state { true } else { false } }
    let linear = states.count { if case .linear? = $0?.state { true } else { false } }
    if circular + linear > 0 { effect = circular >= linear ? "xmcd" : "xld" }
    for (index, member) in members.enumerated() {
      var isPlus: Bool?
      switch states[index]?.state {
      case .circular(let isPositive)? where effect == "xmcd":
        isPlus = isReversed ? fields[index].flatMap { $0 == 0 ? nil : isPositive == ($0 > 0) } : isPositive
      case .linear(let isHorizontal)? where effect == "xld": isPlus = isHorizontal
      default: break
      }
      switch isPlus {
      case true?: plus.append(member)
      case false?: minus.append(member)
      case nil: findings.append(Self.leftOut(member, states[index]))
      }
    }
    let key = states.lazy.compactMap { $0?.key }.first ?? "nothing"
    reason = effect == "xmcd" && isReversed ? key + " and the magnetic field" : key
  }

  private static func leftOut(_ member: SpectrumSeries.Member, _ found: Polarization?) -> Finding {
    let reason =
      found.map {
        "its polarisation (\($0.key) = \($0.text)) or the sign of its magnetic field does not fit the others"
      }
      ?? "the file does not say its polarisation"
    return Finding(
      AnalysisFinding.polarization, "\(reason); the spectrum was left out: name it with plus= or minus=",
      at: member.place)
  }
}
