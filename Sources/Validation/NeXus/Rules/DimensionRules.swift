/// Rules M: rank, lengths, and lengths that several arrays share.
import DataModel
import HDF5

enum DimensionRules {
  static let items: [Rule<ItemInstance>] = [
    Rule(rank) { item, report in
      guard item.isField, !item.isNull, let stated = counted(item), let wanted = rank(stated.value, item) else {
        return
      }
      let found = item.shape.count
      guard !wanted.contains(found) else { return }
      // One number, stored as a scalar or as an array of one, is the same thing to most readers.
      let isOneNumber = item.count == 1 && (found == 0 && wanted.contains(1) || wanted.contains(0))
      let severity: Finding.Severity = stated.concept.isApplication ? (isOneNumber ? .warning : .error) : .note
      report.add(
        rank, severity,
        "\(item.name) has \(found) dimension\(found == 1 ? "" : "s"), but the definition asks for \(words(wanted))",
        at: item.path, expected: "rank \(words(wanted))", found: "shape \(item.shape)", rule: stated.concept.source)
    },
    Rule(length) { item, report in
      guard item.isField, !item.isNull, let stated = counted(item) else { return }
      for (size, length) in aligned(stated.value, item.shape) {
        guard let wanted = size.value.flatMap({ Int($0) }), wanted != length else { continue }
        report.add(
          Self.length, stated.concept.isApplication ? .error : .note,
          "dimension \(size.index) of \(item.name) has \(length) elements instead of \(wanted)", at: item.path,
          expected: "\(wanted)", found: "shape \(item.shape)", rule: stated.concept.source)
      }
    },
    Rule(reference) { item, report in
      guard item.isField, !item.isNull, let stated = item.spec.dimensions else { return }
      for (size, length) in aligned(stated.value, item.shape) {
        guard let reference = size.reference, let other = LengthReference(reference, of: item),
          other.wanted != length
        else { continue }
        report.add(
          Self.reference, stated.concept.isApplication ? .error : .note,
          "dimension \(size.index) of \(item.name) has \(length) elements, but the definition asks for \(other.words)",
          at: item.path, expected: "\(other.wanted)", found: "shape \(item.shape)", rule: stated.concept.source)
      }
    },
    Rule(symbol) { item, _ in
      guard item.isField, !item.isNull, let stated = item.spec.dimensions, stated.concept.isApplication else { return }
      guard rank(stated.value, item).map({ $0.contains(item.shape.count) }) ?? true else {
        // One number where a row of them is asked for is a row of one.
        if item.shape.isEmpty, stated.value.sizes.count == 1 { bind(stated.value.sizes[0], 1, stated.concept, item) }
        return
      }
      for (size, length) in aligned(stated.value, item.shape) {
        bind(size, length, stated.concept, item)
      }
    },
    Rule(null) { item, report in
      guard item.spec.concept.isApplication, item.spec.concept.requirement == .required else { return }
      let source = item.spec.concept.source
      if item.isNull || item.count == 0 {
        report.add(
          null, nil, "\(item.name) has no elements", at: item.path, expected: "at least one element",
          found: item.isNull ? "a null dataspace" : "shape \(item.shape)", rule: source)
      } else if item.isField, isNeverWritten(item) {
        report.add(
          null, nil, "\(item.name) was made, but never written: reading gives the same fill value everywhere",
          at: item.path, expected: "stored values", found: "shape \(item.shape), 0 bytes stored", rule: source)
      }
    },
  ]

  static let entries: [Rule<EntryState>] = [
    Rule(symbol) { entry, report in
      for symbol in entry.order {
        guard let bindings = entry.symbols[symbol], let common = majority(bindings) else { continue }
        let agreeing = bindings.filter { $0.length == common.length }.count
        for binding in bindings where binding.length != common.length {
          report.add(
            Self.symbol, nil,
            "\(symbol) is \(binding.length) here, but \(common.length) in \(agreeing) other "
              + "\(agreeing == 1 ? "place" : "places"), such as \(common.path)",
            at: binding.path, expected: "\(common.length)", found: "\(binding.length)", rule: binding.source)
        }
      }
    }
  ]

  static let rank = FindingCode(
    "NX-M1", .error, "An array has another number of dimensions than the definition asks for.",
    example: "energy of shape (21, 1) where rank 1 is asked for",
    cure: "Store the array in the shape that is asked for.")
  static let length = FindingCode(
    "NX-M3", .error, "A dimension has another length than the definition states.",
    example: "det/data of shape (5, 4), whose second dimension has to be 3", cure: "Store the array in that shape.")
  static let symbol = FindingCode(
    "NX-M4", .error, "Arrays that share a length by definition have different lengths.",
    example: "energy has 21 points (nP), absorbed_beam/data only 18",
    cure: "Store all points of all arrays, or cut all of them to the points that are there.")
  static let reference = FindingCode(
    "NX-M7", .error, "A dimension has another length than the field that the definition takes the length from.",
    example: "value_deriv1 has 20 values, but value, which ref names, has 21",
    cure: "Store as many elements as the other field has. Where only a base class says so, it is a note.")
  static let null = FindingCode(
    "NX-M8", .error, "A field that has to be there holds nothing: it has no elements, or they were never written.",
    example: "energy stored as h5py.Empty, or made for 500 points in a scan that was stopped before the first",
    cure: "Store the values. If a scan was stopped, look in the raw data for what was measured.")

  private static func bind(_ size: Dimensions.Size, _ length: Int, _ concept: Concept, _ item: ItemInstance) {
    guard let symbol = size.value, item.entry.definitions.contains(where: { $0.symbols.contains(symbol) }) else {
      return
    }
    item.entry.bind(symbol, length, at: item.path, source: concept.source)
  }

  /// Whether the file has room for an array, but none of its values. Views on other files store nothing themselves,
  /// and of shapes beyond all measure another rule speaks.
  private static func isNeverWritten(_ item: ItemInstance) -> Bool {
    let object = item.file.object(item.object)
    guard object.storedByteCount == 0, object.problem < 0, HDF5Rules.unpackedBytes(object) <= HDF5Rules.unstoredLimit
    else { return false }
    return switch item.file.storage(of: item.object)?.layout {
    case .contiguous, .chunked: true
    case .compact, .virtual, .external, nil: false
    }
  }

  /// The shape that counts. In base classes only shapes in numbers do: symbols are examples there, and a strict reading
  /// would refuse nearly every detector.
  private static func counted(_ item: ItemInstance) -> ItemSpec.Stated<Dimensions>? {
    guard let stated = item.spec.dimensions else { return nil }
    let isInNumbers =
      !stated.value.sizes.isEmpty && stated.value.sizes.allSatisfy { $0.value.map { Int($0) != nil } ?? false }
    return stated.concept.isApplication || isInNumbers ? stated : nil
  }

  /// The ranks that are fine; nil when the definition does not settle it.
  private static func rank(_ dimensions: Dimensions, _ item: ItemInstance) -> ClosedRange<Int>? {
    let needed = dimensions.sizes.filter(\.isRequired).count
    if let text = dimensions.rank {
      guard let rank = Int(text) else { return nil }
      return min(rank, dimensions.sizes.count == rank ? needed : rank)...rank
    }
    guard !dimensions.sizes.isEmpty else { return nil }
    return needed...max(needed, dimensions.sizes.count)
  }

  /// The stated sizes with the lengths they speak of. Where a symbolic rank leaves the choice and there are fewer
  /// dimensions than sizes, the last ones are meant.
  private static func aligned(_ dimensions: Dimensions, _ shape: [Int]) -> [(Dimensions.Size, Int)] {
    let missing = dimensions.sizes.count - shape.count
    let isFree = dimensions.rank.map { Int($0) == nil } ?? false
    let offset = isFree && missing > 0 ? missing : 0
    return dimensions.sizes.compactMap { size in
      let position = size.index - 1 - offset
      return shape.indices.contains(position) ? (size, shape[position]) : nil
    }
  }

  /// The length that most arrays have; the first to say it counts among equals.
  private static func majority(_ bindings: [EntryState.Binding]) -> EntryState.Binding? {
    var counts: [Int: Int] = [:]
    for binding in bindings { counts[binding.length, default: 0] += 1 }
    guard counts.count > 1, let most = counts.values.max() else { return nil }
    return bindings.first { counts[$0.length] == most }
  }

  private static func words(_ ranks: ClosedRange<Int>) -> String {
    ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound) to \(ranks.upperBound)"
  }
}
