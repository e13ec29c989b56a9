/// A length that a definition takes from another field, by `ref`, `refindex` and `incr` (rule M7).
import HDF5

/// The length that a dimension has to have, worked out from the field that the definition names.
struct LengthReference {
  /// The length, the increment included.
  let wanted: Int
  /// Where it is from: `21, as many as value has`.
  let words: String

  /// Nil when the other field is not there, is no array or has no such dimension: then the definition asks for nothing.
  init?(_ reference: Dimensions.Reference, of item: ItemInstance) {
    guard let number = Self.object(reference.path, item), item.file.object(number).isDataset else { return nil }
    let shape = item.file.object(number).shape
    guard shape.indices.contains(reference.index - 1) else { return nil }
    let length = shape[reference.index - 1]
    let (wanted, overflow) = length.addingReportingOverflow(reference.increment)
    guard !overflow else { return nil }
    self.wanted = wanted
    let place = shape.count == 1 ? reference.path : "dimension \(reference.index) of \(reference.path)"
    words =
      switch reference.increment {
      case 0: "\(wanted), as many as \(place) has"
      case 1...: "\(wanted), \(reference.increment) more than \(place) has"
      default: "\(wanted), \(reference.increment.magnitude) fewer than \(place) has"
      }
  }

  /// What the path leads to. Definitions write absolute paths from an entry of any name: that of the field is meant.
  private static func object(_ path: String, _ item: ItemInstance) -> Int? {
    var steps: [Substring] = []
    if path.hasPrefix("/") {
      steps = item.entry.path.split(separator: "/") + path.split(separator: "/").dropFirst()
    } else {
      steps = item.path.split(separator: "/").dropLast()
      for step in path.split(separator: "/") where step != "." {
        if step != ".." {
          steps.append(step)
        } else if steps.popLast() == nil {
          return nil
        }
      }
    }
    return item.file.survey.object(at: "/" + steps.joined(separator: "/"))
  }
}
