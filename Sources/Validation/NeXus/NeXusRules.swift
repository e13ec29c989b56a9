/// All rules about NeXus files, by what they look at.
public import DataModel
import Formats

/// The tables of rules that a validation uses.
public struct NeXusRules: Sendable {
  let files: [Rule<FileInstance>]
  let entries: [Rule<EntryState>]
  let groups: [Rule<GroupInstance>]
  /// Of the rules about groups, those about what application definitions ask for.
  let matchedGroups: [Rule<GroupInstance>]
  let items: [Rule<ItemInstance>]
  let fields: [Rule<ItemInstance>]

  /// All rules but those with these codes.
  public init(without disabled: Set<String> = []) {
    func enabled<Subject>(_ rules: [Rule<Subject>]) -> [Rule<Subject>] {
      rules.filter { !disabled.contains($0.code.id) }
    }
    files = enabled(HDF5Rules.all + LinkRules.files + NameRules.files + PlotChainRules.all + StringRules.all)
    entries = enabled(DimensionRules.entries)
    let matching = enabled(PresenceRules.all + LinkRules.matches)
    matchedGroups = matching
    groups =
      matching + enabled(ClassRules.all + NameRules.groups + DataRules.all + ChainRules.all + DateTimeRules.groups)
    items = enabled(TypeRules.all + EnumerationRules.all + DateTimeRules.items + DimensionRules.items)
    fields = enabled(UnitRules.all + DeprecationRules.fields)
  }

  /// Every code of every table, once.
  public static let codes: [FindingCode] = {
    let all =
      [NeXusValidator.unopenable] + HDF5Rules.all.map(\.code) + EntryRules.codes
      + PresenceRules.all.map(\.code) + NameRules.files.map(\.code)
      + NameRules.groups.map(\.code) + ClassRules.all.map(\.code) + TypeRules.all.map(\.code)
      + EnumerationRules.all.map(\.code) + UnitRules.all.map(\.code) + DimensionRules.items.map(\.code)
      + DimensionRules.entries.map(\.code) + LinkRules.files.map(\.code) + LinkRules.matches.map(\.code)
      + DataRules.all.map(\.code) + PlotChainRules.all.map(\.code) + ChainRules.all.map(\.code)
      + DateTimeRules.items.map(\.code) + DateTimeRules.groups.map(\.code) + StringRules.all.map(\.code)
      + DeprecationRules.fields.map(\.code)
    var seen: Set<String> = []
    return all.filter { seen.insert($0.id).inserted }
  }()
}

/// A whole file, for rules that look at every object or link.
struct FileInstance {
  let file: NeXusFile
  let isDeep: Bool
}
