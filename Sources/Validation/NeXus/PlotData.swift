/// What an NXdata group says about its plot: signal, axes, and which dimension each axis belongs to.
import HDF5

/// The plot of an NXdata group, by version 3 of the rules or the older ones.
struct PlotData {
  /// The ways in which the signal is marked.
  enum Version {
    /// `signal` on the group.
    case group
    /// `signal = 1` on the field.
    case field
    case none
  }

  let group: GroupInstance
  let version: Version
  /// The name that `signal` gives, or the marked field.
  let signalName: String?
  let signal: NeXusFile.Member?
  /// The axes in the order of the dimensions; `.` where one has none.
  let axes: [String]?
  /// The fields that are marked with `signal = 1`.
  let marked: [String]

  init(_ group: GroupInstance) {
    self.group = group
    let named = group.survey.attribute("signal")
    marked = named != nil ? [] : group.members.filter { $0.isField && Self.mark($0, group) == 1 }.map(\.name)
    let name = named?.value.oneText ?? marked.first
    version = named != nil ? .group : name != nil ? .field : .none
    signalName = name
    let member = name.flatMap { group.member($0) }
    signal = member
    let onGroup = group.survey.attribute("axes")?.value.allTexts
    let onField = member.flatMap {
      $0.object < 0 ? nil : group.file.object($0.object).attribute("axes")?.value.allTexts
    }
    axes = (onGroup ?? onField).map(Self.names)
  }

  /// The shape of the signal; nil when there is none.
  var shape: [Int]? {
    guard let signal, signal.isField, !group.file.object(signal.object).isNull else { return nil }
    return group.file.object(signal.object).shape
  }

  /// The dimensions of the signal that an axis spans, when the group says so.
  func indices(of axis: String) -> [Int]? {
    group.survey.attribute("\(axis)_indices")?.value.allIntegers?.map { Int(clamping: $0) }
  }

  /// Old files put all names into one text, with commas or colons between them.
  private static func names(_ texts: [String]) -> [String] {
    guard texts.count == 1, let text = texts.first, text.contains(where: { $0 == "," || $0 == ":" }) else {
      return texts
    }
    return text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == ":" || $0 == "[" || $0 == "]" }
      .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }.filter { !$0.isEmpty }
  }

  private static func mark(_ member: NeXusFile.Member, _ group: GroupInstance) -> Int64? {
    guard let value = group.file.object(member.object).attribute("signal")?.value else { return nil }
    return value.allIntegers?.first ?? value.oneText.flatMap { Int64($0) }
  }
}
