/// What of a document an Origin table can hold: the numeric channels of one dimension of the first measurement, its
/// title and times, and its signals.
import DataModel

enum OriginProjection {
  static func project(_ document: Document) -> Document {
    var result = Document(origin: document.origin)
    result.measurements = document.measurements.prefix(1).map(PlotProjection.project)
    return result
  }
}
