import Bytes
import DataModel
import HDF5

/// Which datasets of an entry are channels, what they are called and what they mean.
struct ChannelPlan {
  struct Candidate {
    let object: EntryObject
    let parent: EntryObject
    var name: String
    /// What tells it from others of the same name, short of its path.
    let longName: String?
    var role: ChannelRole
    let qualifier: String?
  }

  /// An NXdata and what it plots.
  struct Plot {
    let group: EntryObject
    /// Path below the entry of the dataset that is plotted.
    let signalPath: String
  }

  private(set) var candidates: [Candidate] = []
  /// Every NXdata that plots something, the default one first.
  private(set) var plots: [Plot] = []
  /// How many points the scan has, where the writer marks what was recorded per point or an energy axis tells.
  private(set) var scanLength: Int?
  private let entry: EntryObject
  private var aliasesByPath: [String: [String]] = [:]
  /// The groups in which the other paths of an object lie.
  private var furtherGroups: [String: [EntryObject]] = [:]
  /// The first path of what has several, by the others.
  private var homes: [String: String] = [:]
  /// The candidates by their paths.
  private var positions: [String: Int] = [:]
  private var notes: [(code: FindingCode, message: String, path: String)] = []

  init(entry: EntryObject) {
    self.entry = entry
    collectAliases()
    scanLength = recordedLength()
    collectCandidates()
    collectPlots()
    scanLength = scanLength ?? energyAxisLength()
    nameCandidates()
  }

  func findings(at entryPath: String) -> [Finding] {
    notes.map { Finding($0.code, $0.message, at: .init(path: EntryPath.join(entryPath, $0.path))) }
  }

  func aliases(of path: String) -> [String] { aliasesByPath[path] ?? [] }

  func candidate(at path: String) -> Candidate? { positions[path].map { candidates[$0] } }

  var defaultSignalShape: [Int] {
    guard let path = plots.first?.signalPath, let candidate = candidate(at: path),
      case .dataset(let dataset) = candidate.object.content
    else { return [] }
    return dataset.shape
  }

  /// The sibling `NAME_errors`, when it is a channel.
  func uncertainty(of candidate: Candidate) -> Uncertainty {
    for path in [candidate.object.path] + aliases(of: candidate.object.path) {
      if let errors = self.candidate(at: homes[path + "_errors"] ?? path + "_errors") { return .channel(errors.name) }
    }
    return .none
  }

  /// The dataset that a name inside a group stands for, through links.
  func resolvedPath(_ name: String, in group: EntryObject) -> String? {
    guard case .group(_, let children) = group.content, let child = children.first(where: { $0.name == name }) else {
      return nil
    }
    switch child.content {
    case .alias(let path): return path
    case .dataset: return child.path
    default: return nil
    }
  }
}

// MARK: - Collecting

extension ChannelPlan {
  private mutating func collectAliases() {
    var found: [String: [String]] = [:]
    var groups: [String: [EntryObject]] = [:]
    entry.visit { group in
      guard case .group(_, let children) = group.content else { return }
      for child in children {
        guard case .alias(let path) = child.content else { continue }
        found[path, default: []].append(child.path)
        groups[path, default: []].append(group)
      }
    }
    aliasesByPath = found
    furtherGroups = groups
    for (home, others) in found { for other in others { homes[other] = home } }
  }

  private mutating func collectCandidates() {
    var found: [Candidate] = []
    func collect(_ group: EntryObject) {
      guard case .group(_, let children) = group.content else { return }
      for child in children {
        switch child.content {
        case .group: collect(child)
        case .dataset(let dataset):
          let aliases = aliasesByPath[child.path] ?? []
          let groups = [group] + (furtherGroups[child.path] ?? [])
          guard groups.contains(where: { isChannel(dataset, child, in: $0) }) else { continue }
          let known = ScanLayout.name(of: child, in: group, aliases: aliases)
          let entry = ScanLayout.entry(forName: known ?? child.name)
          let role =
            known.flatMap { _ in entry?.role } ?? NeXusRoles.role(of: child, in: group, aliases: aliases)
          found.append(
            Candidate(
              object: child, parent: group, name: known ?? child.name,
              longName: ScanLayout.longName(of: child) { self.aliases(of: $0) },
              role: role, qualifier: entry?.role == role ? entry?.qualifier : nil))
        case .alias, .nothing: continue
        }
      }
    }
    collect(entry)
    candidates = found
    positions = Dictionary(
      found.enumerated().map { ($1.object.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Arrays of numbers where NeXus keeps data, and what was recorded per point; long arrays wherever they are.
  private func isChannel(_ dataset: Dataset, _ object: EntryObject, in group: EntryObject) -> Bool {
    guard let type = dataset.elementType, !dataset.isNull else { return false }
    let count = Self.count(dataset)
    let nexusClass = group.nexusClass ?? ""
    let isPlaced = NeXusRoles.scalarChannels.contains("\(nexusClass)/\(object.name)")
    if dataset.shape.isEmpty { return type.isNumeric && isPlaced }
    guard !NeXusRoles.neverChannels.contains(object.name) else { return false }
    let isListed = nexusClass == "NXdata" || ScanLayout.isList(group)
    // One number beside a scan is a setting: the limit of a motor, the distance of a detector.
    if count == 1 { return type.isNumeric && (isListed || isPlaced) }
    if isListed || ScanLayout.isRecorded(object) { return type.isNumeric || count > 1 }
    guard type.isNumeric else { return false }
    if count > Self.longestMetadataArray { return true }
    if nexusClass == "NXentry", let scanLength { return count == scanLength }
    return NeXusRoles.dataClasses.contains(nexusClass)
  }

  private static let longestMetadataArray = 64

  private static func count(_ dataset: Dataset) -> Int {
    dataset.shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
  }

  /// The most frequent length of what is listed or marked as recorded per point; nil when nothing is.
  private func recordedLength() -> Int? {
    var lengths: [Int: Int] = [:]
    entry.visit { group in
      guard case .group(_, let children) = group.content else { return }
      for child in children {
        guard case .dataset(let dataset) = child.content, dataset.shape.count == 1, Self.count(dataset) > 1 else {
          continue
        }
        let groups = [group] + (furtherGroups[child.path] ?? [])
        guard ScanLayout.isRecorded(child) || groups.contains(where: ScanLayout.isList) else { continue }
        lengths[dataset.shape[0], default: 0] += 1
      }
    }
    return lengths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  /// The length of the energy axis of what is plotted by default.
  private func energyAxisLength() -> Int? {
    guard let plot = plots.first, case .group(_, let children) = plot.group.content else { return nil }
    for child in children {
      guard let path = resolvedPath(child.name, in: plot.group), let candidate = candidate(at: path),
        candidate.role == .energy, case .dataset(let dataset) = candidate.object.content, dataset.shape.count == 1,
        Self.count(dataset) > 1
      else { continue }
      return dataset.shape[0]
    }
    return nil
  }

  /// Names that occur once stay as they are; the others are told apart by device and field, else by their path.
  private mutating func nameCandidates() {
    let occurrences = Dictionary(grouping: candidates, by: \.name).mapValues(\.count)
    let repeated = candidates.indices.filter { (occurrences[candidates[$0].name] ?? 0) > 1 }
    let longNames = Dictionary(grouping: repeated.compactMap { candidates[$0].longName }, by: { $0 }).mapValues(\.count)
    for index in repeated {
      let long = candidates[index].longName.flatMap { longNames[$0] == 1 && occurrences[$0] == nil ? $0 : nil }
      candidates[index].name = long ?? candidates[index].object.path
    }
  }
}

// MARK: - What is plotted

extension ChannelPlan {
  private mutating func collectPlots() {
    var groups: [EntryObject] = []
    entry.visit { object in
      if object.nexusClass == "NXdata", case .group = object.content { groups.append(object) }
    }
    var found = groups.compactMap { group in signalPath(of: group).map { Plot(group: group, signalPath: $0) } }
    if let preferred = defaultGroupPath(), let index = found.firstIndex(where: { $0.group.path == preferred }) {
      found.insert(found.remove(at: index), at: 0)
    } else if !groups.isEmpty, entry.attribute("default") != nil || found.isEmpty {
      notes.append((NeXusFinding.noDefault, "no @default chain leads to an NXdata with a signal", ""))
    }
    plots = found.filter { candidate(at: $0.signalPath) != nil }
  }

  /// Follows @default from the entry to an NXdata.
  private func defaultGroupPath() -> String? {
    var group = entry
    for _ in 0..<16 {
      if group.nexusClass == "NXdata" { return group.path }
      guard let name = group.attribute("default")?.text, case .group(_, let children) = group.content,
        let next = children.first(where: { $0.name == name })
      else { return nil }
      group = next
    }
    return nil
  }

  /// The plotted field by the newest convention that the group follows.
  private mutating func signalPath(of group: EntryObject) -> String? {
    if let name = group.attribute("signal")?.text {
      if let path = resolvedPath(name, in: group) { return path }
      notes.append((NeXusFinding.signalMissing, "@signal names \"\(name)\", which is not there", group.path))
      return nil
    }
    guard case .group(_, let children) = group.content else { return nil }
    for child in children {
      let marked = child.attribute("signal") ?? candidateAttributes(of: child)
      guard let mark = marked, mark.display == "1" else { continue }
      notes.append((NeXusFinding.oldPlotConvention, "\(child.name) is marked with signal=1", group.path))
      return resolvedPath(child.name, in: group)
    }
    // Detector writers (areaDetector, Eiger) say nothing, and call it `data`.
    return resolvedPath("data", in: group)
  }

  private func candidateAttributes(of child: EntryObject) -> MetadataValue? {
    guard case .alias(let path) = child.content else { return nil }
    return candidate(at: path)?.object.attribute("signal")
  }
}
