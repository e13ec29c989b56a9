/// The data of EXAFS fits.
import Analysis
import DataModel
import Datasets

/// chi(k) of a measurement, with what background removal leaves uncertain of it where that was done here.
struct ExafsData {
  var member: ChiSeries.Member
  var backgroundError: [Double]?

  /// chi(k) as the measurement has it, or worked out of its mu(E), for each spectrum of a series. What cannot be had is
  /// a finding.
  static func resolve(
    _ item: AnalysisInput.Item, _ parameters: AnalysisParameters, _ input: AnalysisInput, _ findings: inout [Finding]
  ) throws(AnalysisError) -> [ExafsData] {
    let file = item.document.origin.name
    do throws(ResolveError) {
      let choice = SignalChoice(parameters.text("signal"))
      let channels = item.measurement
      if channels.channel(.k) != nil || channels.channel(.energy) == nil && channels.channel(.angle) == nil {
        let (chi, found) = try ChiResolver(channels, file: file, choice: choice).chi()
        findings += found
        return [ExafsData(chi, item)]
      }
      return try reduced(item, choice, parameters, input, &findings)
    } catch {
      findings.append(
        Finding(ResolveFinding.unresolved, error.description, at: item.measurement.location(in: file)))
      return []
    }
  }

  private init(_ chi: ChiSpectrum, _ item: AnalysisInput.Item) {
    var chi = chi
    if chi.source.sha256 == nil { chi.source.sha256 = item.document.origin.sha256 }
    var husk = item.measurement
    husk.channels = []
    member = ChiSeries.Member(chi: chi, measurement: husk, file: item.document.origin.name)
  }

  private static func reduced(
    _ item: AnalysisInput.Item, _ choice: SignalChoice, _ parameters: AnalysisParameters, _ input: AnalysisInput,
    _ findings: inout [Finding]
  ) throws(ResolveError) -> [ExafsData] {
    let file = item.document.origin.name
    let resolver = try SpectrumResolver(item.measurement, file: file, choice: choice)
    var reduction = FineStructureReduction(inStepAfter: parameters)
    let noise = parameters.choice("background_noise", BackgroundNoise.larch)
    var result: [ExafsData] = []
    var found: [Finding] = []
    try resolver.eachSpectrum { row, outcome in
      let place = item.measurement.location(in: file, row: resolver.isSeries ? row : nil)
      do throws(ResolveError) {
        let (spectrum, notes) = try outcome.get()
        found += notes
        result.append(try reduced(spectrum, &reduction, noise, parameters, item, place, &found))
      } catch {
        found.append(Finding(ResolveFinding.unresolved, error.description, at: place))
      }
    }
    findings += found
    return result
  }

  private static func reduced(
    _ spectrum: Spectrum, _ reduction: inout FineStructureReduction, _ noise: BackgroundNoise,
    _ parameters: AnalysisParameters, _ item: AnalysisInput.Item, _ place: Finding.Location, _ found: inout [Finding]
  ) throws(ResolveError) -> ExafsData {
    do throws(AnalysisError) {
      let (edge, background) = try reduction.apply(to: spectrum)
      found += reduction.normalization.findings(about: edge, at: place)
      let step = Step.background(edge, background, reduction, parameters)
      let chi = try chi(background, of: spectrum, step)
      var data = ExafsData(chi, item)
      switch noise {
      case .larch: data.backgroundError = background.chiError
      case .chi: data.backgroundError = background.chiError?.map { $0 / edge.edgeStep }
      case .none: break
      }
      return data
    } catch {
      throw ResolveError(error.description)
    }
  }

  private static func chi(
    _ background: Autobk.Result, of spectrum: Spectrum, _ step: Step
  ) throws(AnalysisError) -> ChiSpectrum {
    do throws(ResolveError) {
      return try ChiSpectrum(
        k: background.k, values: background.chi, label: spectrum.label, signal: spectrum.signal,
        element: spectrum.element, edge: spectrum.edge, source: spectrum.source, steps: spectrum.steps + [step])
    } catch {
      throw AnalysisError(error)
    }
  }
}
