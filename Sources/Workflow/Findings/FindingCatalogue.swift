/// All findings that Edgewise can make, in one list.
import Analysis
public import DataModel
import Datasets
import Formats
import Validation

/// The catalogue behind `edgewise explain`.
public enum FindingCatalogue {
  /// Every code of every table.
  public static let all: [FindingCode] =
    [
      InputFinding.all, RegistryFinding.all, WorkerFinding.all, ConversionFinding.all, LossFinding.all,
      NeXusFinding.all, AthenaFinding.all, MetaXMLFinding.all, XDIFinding.all, ColumnsFinding.all, BeamlineFinding.all,
      SpecFinding.all, PlotFinding.all, MDAFinding.all, TemplateFinding.all, InspectFinding.all, ResolveFinding.all,
      AnalysisFinding.all, FitFinding.all, MixtureFinding.all, FigureFinding.all, FluorescenceFinding.all,
      DefinitionsFinding.all, NXDLFinding.all, PhysicsFinding.all, TextRuleFinding.all, XMLFinding.all,
      ValidationFinding.all, NeXusRules.codes.filter { code in !NeXusFinding.all.contains { $0.id == code.id } },
    ].flatMap { $0 }

  /// The code of this id, in any case; nil when there is none.
  public static func code(_ id: String) -> FindingCode? {
    byID[id.uppercased()]
  }

  /// Whether the finding says that a part of the file could not be read: verbs then exit with 1.
  public static func isPartialRead(_ finding: Finding) -> Bool {
    byID[finding.code]?.isPartialRead ?? false
  }

  private static let byID = Dictionary(all.map { ($0.id.uppercased(), $0) }, uniquingKeysWith: { first, _ in first })
}
