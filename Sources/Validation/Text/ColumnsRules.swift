/// Rules for files of free-form columns.
import Bytes
import DataModel

enum ColumnsRules {
  static let all: [Rule<TextSubject>] = [constant, notFinite, noAbscissa, noSignal]

  private static let abscissas: Set<ChannelRole> = [.energy, .angle, .k, .r, .emissionEnergy, .energyTransfer]

  private static let constant = Rule<TextSubject>(TextRuleFinding.constant) { subject, report in
    let constant = subject.measurement.channels.filter { channel in
      guard let values = channel.values.inMemory?.doubles(), values.count >= 3, let first = values.first else {
        return false
      }
      return values.allSatisfy { $0 == first }
    }
    guard let first = constant.first else { return }
    let names = constant.prefix(8).map(\.name).joined(separator: ", ") + (constant.count > 8 ? ", ..." : "")
    report.add(
      TextRuleFinding.constant, nil,
      "\(Figure.count(constant.count, "column")) of \(subject.measurement.channels.count) have the same value in every "
        + "row: \(names)",
      at: "\(subject.path)/channels/\(first.name)", found: names)
  }

  /// The reader's findings about cells that became NaN.
  private static let cellCodes: Set<String> = ["COLUMNS-ROW-SHORT", "COLUMNS-CELL", "COLUMNS-CELL-EMPTY"]

  /// Roles whose values the physics rules look at.
  private static let physicalRoles: Set<ChannelRole> = [.energy, .i0, .itrans, .ifluor, .iey, .mu, .norm]

  private static let notFinite = Rule<TextSubject>(TextRuleFinding.notFinite) { subject, report in
    guard !subject.document.findings.contains(where: { cellCodes.contains($0.code) }) else { return }
    for channel in subject.measurement.channels where !physicalRoles.contains(channel.role) {
      guard let values = channel.values.inMemory?.doubles() else { continue }
      let odd = values.indices.filter { !values[$0].isFinite }
      guard let first = odd.first else { continue }
      report.add(
        TextRuleFinding.notFinite, nil,
        "\(odd.count) of \(values.count) values of column \"\(channel.name)\" are NaN or infinite, the first in row "
          + "\(first + 1) of the table",
        at: "\(subject.path)/channels/\(channel.name)", found: "\(values[first])")
    }
  }

  private static let noAbscissa = Rule<TextSubject>(TextRuleFinding.noAbscissa) { subject, report in
    let channels = subject.measurement.channels
    guard !channels.isEmpty, !channels.contains(where: { abscissas.contains($0.role) }) else { return }
    report.add(
      TextRuleFinding.noAbscissa, nil,
      "none of the \(Figure.count(channels.count, "column")) is known to be an energy, an angle or another abscissa, "
        + "so "
        + "no spectrum was checked", at: "\(subject.path)/channels")
  }

  private static let noSignal = Rule<TextSubject>(TextRuleFinding.noMeasure) { subject, report in
    let measurement = subject.measurement
    guard measurement.signals.isEmpty, let axis = measurement.channels.first(where: { abscissas.contains($0.role) })
    else { return }
    report.add(
      TextRuleFinding.noMeasure, nil,
      "\(axis.name) is the abscissa, but none of the other columns (\(measurement.channels.count - 1)) is known to be "
        + "a "
        + "signal, so no spectrum was checked", at: "\(subject.path)/channels")
  }
}
