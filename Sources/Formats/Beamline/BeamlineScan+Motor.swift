/// The axis of a scan whose header holds the command that was given.
import DataModel

extension BeamlineScan {
  /// Gives the role of the energy to the column of the motor that a scan command moves, when its name says that it
  /// moves the energy. The values tell its unit. Other columns with such names are readings and settings.
  mutating func placePoints(by command: String?) {
    guard let motor = command.flatMap(ScanCommand.init)?.motors.first, let moved = index(named: motor),
      ScanCommand.isEnergy(motor)
    else { return }
    for index in columns.indices where RoleTable.entry(forColumn: columns[index].draft.name)?.role == .energy {
      columns[index].draft.role = .other
      columns[index].draft.isSettled = true
    }
    columns[moved].draft.role = .energy
    columns[moved].draft.isSettled = columns[moved].draft.unit != nil
  }
}
