/// An absorption spectrum in a NeXus entry, as the physics rules see it.
import DataModel
import Formats
import HDF5

extension SpectrumView {
  /// The spectrum of an entry that claims a definition of X-ray absorption, or that somebody says is one; nil for
  /// other entries. Arrays that cannot be read are left to the rules about files.
  static func view(of entry: EntryState, in file: NeXusFile, isAskedFor: Bool) -> SpectrumView? {
    let isClaimed = entry.definitions.contains { $0.name.hasPrefix("NXxas") }
    guard isClaimed || isAskedFor else { return nil }
    let reader = EntryReader(entry: entry, file: file)
    let curves = reader.curves
    guard curves.contains(where: { $0.role == .energy }) else { return nil }
    return SpectrumView(
      path: entry.path, curves: curves,
      element: reader.fact("element/symbol") { Element(symbol: $0) },
      edge: reader.fact("edge/name") { EdgeLabel(parsing: $0) },
      dSpacing: reader.number("instrument/monochromator/crystal/d_spacing"), isDeclared: true)
  }
}

/// Looks for the parts of a spectrum where the families of NXxas keep them.
private struct EntryReader {
  let entry: EntryState
  let file: NeXusFile

  /// The most elements of an array that are looked at.
  private static let limit = 16 << 20

  /// Places below the entry; the first that is there counts for its role. A nil role is that of the detection mode.
  private static let places: [(path: String, role: ChannelRole?)] = [
    ("instrument/monochromator/energy", .energy), ("energy", .energy), ("data/energy", .energy),
    ("instrument/incoming_beam/data", .i0), ("instrument/i0/data", .i0),
    ("instrument/absorbed_beam/data", nil), ("instrument/itrans/data", .itrans), ("instrument/ifluor/data", .ifluor),
    ("instrument/iref/data", .irefer), ("intensity", .intensity),
  ]

  var curves: [SpectrumCurve] {
    var curves: [SpectrumCurve] = []
    var seen: Set<Int> = []
    let mode = mode
    for (path, role) in Self.places {
      guard let object = file.survey.object(at: path, from: entry.object) else { continue }
      let role = role ?? stated(object) ?? mode.flatMap { Self.roles[$0] } ?? .intensity
      guard !curves.contains(where: { $0.role == role }), seen.insert(object).inserted,
        let curve = curve(object, role, mode)
      else { continue }
      curves.append(curve)
    }
    return curves.contains { $0.role == .energy } ? curves : plotted(mode)
  }

  /// What an array says that it is. Where only the absorption was stored, it stands in the place of the detector.
  private func stated(_ object: Int) -> ChannelRole? {
    file.object(object).text(of: "role").flatMap(ChannelRole.init(rawValue:))
  }

  /// What the default plot of the entry shows over energy.
  private func plotted(_ mode: DetectionMode?) -> [SpectrumCurve] {
    let groups = file.members(of: entry.object).filter { $0.className == "NXdata" }
    for group in groups {
      let object = file.object(group.object)
      guard let signal = object.text(of: "signal"), let axis = object.attribute("axes")?.value.allTexts?.first,
        axis.lowercased().contains("energy"), let x = file.member(axis, of: group.object), x.isField,
        let y = file.member(signal, of: group.object), y.isField, let energies = curve(x.object, .energy, mode),
        let values = curve(y.object, .intensity, mode)
      else { continue }
      return [energies, values]
    }
    return []
  }

  private func curve(_ object: Int, _ role: ChannelRole, _ mode: DetectionMode?) -> SpectrumCurve? {
    let found = file.object(object)
    guard found.isDataset, [.integer, .float].contains(found.type.kind), let count = found.count, count > 0,
      count <= Self.limit, found.storedByteCount > 0, found.problem < 0
    else { return nil }
    let values = Result { () throws(HDF5Error) in try file.survey.numbers(of: object, limit: Self.limit) }
    guard case .success(let values) = values else { return nil }
    let path = file.survey.path(of: object)
    // In a stack of spectra the energies run along the last dimension; elsewhere points come first.
    return SpectrumCurve(
      role, name: path.split(separator: "/").last.map(String.init) ?? path, path: path, unit: found.text(of: "units"),
      mode: mode, values: values, shape: found.shape.isEmpty ? [1] : found.shape,
      pointDimension: role == .intensity ? max(0, found.shape.count - 1) : 0)
  }

  /// The way of detection that the official definition keeps in NXdata, or a family's name says.
  private var mode: DetectionMode? {
    for member in file.members(of: entry.object) where member.className == "NXdata" {
      guard let text = file.member("mode", of: member.object), text.isField,
        let word = file.value(of: text.object).oneText, let mode = NXxasMode.mode(for: word)
      else { continue }
      return mode
    }
    return nil
  }

  private static let roles: [DetectionMode: ChannelRole] = [
    .transmission: .itrans, .fluorescence: .ifluor, .partialFluorescence: .ifluor, .totalElectronYield: .iey,
    .partialElectronYield: .iey, .augerElectronYield: .iey,
  ]

  func fact<Value>(_ path: String, _ make: (String) -> Value?) -> SpectrumFact<Value>? {
    guard let object = file.survey.object(at: path, from: entry.object), let text = file.value(of: object).oneText,
      let value = make(text)
    else { return nil }
    return SpectrumFact(value, at: file.survey.path(of: object))
  }

  func number(_ path: String) -> SpectrumFact<Double>? {
    guard let object = file.survey.object(at: path, from: entry.object),
      let value = file.value(of: object).allNumbers?.first,
      file.object(object).text(of: "units").map({ $0 == "angstrom" || $0 == "Angstrom" || $0 == "\u{C5}" }) ?? false
    else { return nil }
    return SpectrumFact(value, at: file.survey.path(of: object))
  }
}
