/// Stating what a column is.
import DataModel

extension BeamlineScan {
  /// States what stands in a column, and its unit where the label gives none. Nothing more is concluded about it.
  mutating func settle(_ index: Int, _ role: ChannelRole, _ qualifier: String? = nil, unit: String? = nil) {
    columns[index].draft.role = role
    columns[index].draft.qualifier = qualifier
    columns[index].draft.unit = columns[index].draft.unit ?? unit
    columns[index].draft.isSettled = true
  }
}
