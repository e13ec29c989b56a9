/// A structure-aware target: HDF5 files that are whole, with every kind of nonsense that NeXus can be made of.
import Bytes
import Edgewise
import Glibc
import HDF5

enum NeXusFile {
  /// Reads the file that the bytes describe, writes what was read, and compares.
  static func check(_ bytes: [UInt8]) {
    guard let image = try? image(bytes), let source = try? ByteSource(name: "input.nxs", bytes: image),
      let read = Format.nexus.read, case .file(let write) = Format.nexus.writer?.encoding,
      let document = try? read(source)
    else { return }
    let path = "/dev/shm/edgewise-fuzz-\(getpid()).nxs"
    unlink(path)
    defer { unlink(path) }
    let written: [Finding]? = try? write(document, path, WritingOptions())
    guard written != nil else { return }
    guard let output = try? ByteSource(path), let back = try? read(output) else {
      fail("what was written is not read", image)
    }
    guard let differences = try? document.differences(to: back), let first = differences.first else { return }
    fail("\(differences.count) differences; \(first.path): \(first.a ?? "nothing") became \(first.b ?? "nothing")", image)
  }

  private static func fail(_ message: String, _ image: [UInt8]) -> Never {
    complain(message)
    let name = "fuzz-input.nxs"
    if (try? AtomicFile.write(image, to: name, replacing: true)) != nil { complain("the HDF5 file of this input: \(name)") }
    abort()
  }

  private static func image(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = try File.createInMemory(named: "input")
    var builder = Builder(Dice(bytes))
    try builder.fill(file.root, depth: 0)
    let image = try file.image()
    try file.close()
    return image
  }
}

/// Builds a tree out of decisions.
private struct Builder {
  var dice: Dice
  private var paths = ["/"]
  private var objectCount = 0

  init(_ dice: Dice) { self.dice = dice }

  mutating func fill(_ group: Group, depth: Int) throws {
    try writeAttributes(group.attributes, Vocabulary.groupAttributes)
    while !dice.isEmpty, objectCount < 60 {
      let name = dice.choice(Vocabulary.names)
      let path = (group.path == "/" ? "" : group.path) + "/" + name
      guard try !group.contains(name) else {
        if dice.oneIn(3) { return }
        continue
      }
      objectCount += 1
      switch dice.below(10) {
      case 0...3: try addDataset(name, to: group)
      case 4...6 where depth < 6:
        paths.append(path)
        let child = try group.createGroup(name)
        try child.attributes.write("NX_class", text: dice.choice(Vocabulary.classes))
        try fill(child, depth: depth + 1)
      case 7: try group.createSoftLink(name, to: dice.oneIn(3) ? "/nowhere" : dice.choice(paths))
      case 8: try group.createHardLink(name, to: dice.choice(paths))
      default:
        if dice.oneIn(4) { try group.createExternalLink(name, toFile: "missing.h5", path: "/entry") }
        if dice.oneIn(2) { return }
      }
      if group.path != "/", dice.oneIn(2) == false, try group.contains(name) { paths.append(path) }
    }
  }

  private mutating func addDataset(_ name: String, to group: Group) throws {
    let dataset: Dataset
    if dice.oneIn(3) {
      dataset = try group.createDataset(name, text: dice.choice(Vocabulary.texts))
    } else {
      dataset = try group.createDataset(name, array())
    }
    try writeAttributes(dataset.attributes, Vocabulary.fieldAttributes)
  }

  private mutating func writeAttributes(_ attributes: Attributes, _ names: [String]) throws {
    for _ in 0..<dice.below(5) {
      let name = dice.choice(names)
      guard try !attributes.contains(name) else { continue }
      switch dice.below(4) {
      case 0: try attributes.write(name, text: dice.choice(Vocabulary.texts))
      case 1: try attributes.write(name, TypedArray((0..<dice.below(4)).map { _ in dice.choice(Vocabulary.names) }))
      case 2: try attributes.write(name, number: Int32(dice.below(256)) - 8)
      default: try attributes.write(name, array())
      }
    }
  }

  private mutating func array() -> TypedArray {
    let type = dice.choice(ElementType.allCases)
    let shape = dice.choice(Vocabulary.shapes)
    let count = shape.reduce(1, *)
    if type == .text { return TypedArray((0..<count).map { _ in dice.choice(Vocabulary.texts) }, shape: shape) }
    return TypedArray(type: type, shape: shape, bytes: dice.bytes(count * type.byteWidth))
      ?? TypedArray([Double](repeating: 1, count: count), shape: shape)
  }
}
