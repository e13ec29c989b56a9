/// Spectra that parameters name.
import Analysis
import DataModel
import Datasets

extension AnalysisInput {
  /// The spectra of the file, or of its one measurement, that `name` means: `FILE` or `FILE::SELECTOR`. Throws when there
  /// are none.
  func spectra(
    named name: String, _ parameters: AnalysisParameters
  ) throws(AnalysisError) -> [SpectrumSeries.Member] {
    let address = InputAddress(parsing: parameters.path(name))
    let choice = SignalChoice(parameters.text("signal"))
    var members: [SpectrumSeries.Member] = []
    for item in try others(address) {
      do throws(ResolveError) {
        let resolver = try SpectrumResolver(item.measurement, file: item.document.origin.name, choice: choice)
        for row in 0..<resolver.count {
          var husk = item.measurement
          husk.channels = []
          var member = SpectrumSeries.Member(
            spectrum: try resolver.spectrum(at: row).spectrum, measurement: husk, file: item.document.origin.name,
            row: resolver.isSeries ? row : nil)
          if member.spectrum.source.sha256 == nil { member.spectrum.source.sha256 = item.document.origin.sha256 }
          members.append(member)
        }
      } catch {
        throw AnalysisError("\(address): \(error.description)")
      }
    }
    guard !members.isEmpty else { throw AnalysisError("\(address): there is no measurement in it") }
    return members
  }
}

extension SpectrumSeries.Member {
  /// Whether the user means this one: by its file, with or without folders, its selector, both with `::`, or its label.
  func isNamed(_ name: String) -> Bool {
    let base = file.split(separator: "/").last.map(String.init) ?? file
    let selector = measurement.selector
    return [file, base, selector, "\(file)::\(selector)", "\(base)::\(selector)", spectrum.label].contains(name)
      || file.hasSuffix("/" + name) || name.hasSuffix("/" + file)
  }
}
