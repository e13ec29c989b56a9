import Bytes
import DataModel
import HDF5

/// Walks an entry once: every object, every attribute, no array.
///
/// Cycles of hard links end at the object seen first; depth, number of objects and size of attributes are bounded.
struct EntrySurvey {
  static let depthLimit = 200
  static let objectLimit = 500_000

  private let entryPath: String
  private var firstPaths: [ObjectIdentity: String] = [:]
  private var objectCount = 0
  private(set) var findings: [Finding] = []

  init(entryPath: String) { self.entryPath = entryPath }

  /// The tree below `group`. `skipping` names children of the entry that are measurements of their own.
  mutating func survey(_ group: Group, skipping: Set<String> = []) throws(FormatError) -> EntryObject {
    do throws(HDF5Error) {
      firstPaths[try group.identity()] = ""
      return EntryObject(
        name: "", path: "",
        content: .group(group, children: try children(of: group, path: "", depth: 0, skipping: skipping)),
        attributes: attributes(of: group.attributes, at: ""), linkTarget: nil)
    } catch {
      throw FormatError(.unreadable, error.message, at: .init(path: entryPath), findings: findings)
    }
  }

  private mutating func children(
    of group: Group, path: String, depth: Int, skipping: Set<String>
  ) throws(HDF5Error) -> [EntryObject] {
    var result: [EntryObject] = []
    for link in try group.links() where !skipping.contains(link.name) {
      objectCount += 1
      guard objectCount <= Self.objectLimit else {
        report(NeXusFinding.tooManyObjects, "more than \(Self.objectLimit) objects; the rest was not read", at: path)
        break
      }
      result.append(object(link, in: group, path: path.isEmpty ? link.name : path + "/" + link.name, depth: depth))
    }
    return result
  }

  private mutating func object(_ link: Link, in group: Group, path: String, depth: Int) -> EntryObject {
    let target = link.kind.targetText
    do throws(HDF5Error) {
      let object = try group.open(link)
      let identity = try object.identity()
      if let first = firstPaths[identity] {
        return EntryObject(name: link.name, path: path, content: .alias(of: first), attributes: [], linkTarget: target)
      }
      firstPaths[identity] = path
      let attributes = attributes(of: object.attributes, at: path)
      return EntryObject(
        name: link.name, path: path, content: try content(of: object, path: path, depth: depth),
        attributes: attributes, linkTarget: target)
    } catch {
      let text = target.map { Self.brokenLink(to: $0, error) } ?? error.message
      report(target == nil ? NeXusFinding.unreadableObject : NeXusFinding.brokenLink, text, at: path)
      return EntryObject(name: link.name, path: path, content: .nothing, attributes: [], linkTarget: target)
    }
  }

  /// What is missing at the end of a link: for a link to another file, the file or the object in it.
  private static func brokenLink(to target: String, _ error: HDF5Error) -> String {
    guard case .brokenLink = error.kind else { return "the link points to \(target): \(error.message)" }
    let isFileMissing = error.frames.contains { $0.contains("unable to open external file") }
    return "the link points to \(target), which is not there"
      + (isFileMissing ? ": the file was not found beside this one, or could not be opened" : "")
  }

  private mutating func content(
    of object: Object, path: String, depth: Int
  ) throws(HDF5Error) -> EntryObject.Content {
    switch object {
    case .dataset(let dataset): return .dataset(dataset)
    case .namedDatatype: return .nothing
    case .group(let group):
      guard depth < Self.depthLimit else {
        report(
          NeXusFinding.tooDeep, "nested deeper than \(Self.depthLimit) groups; what lies below was not read", at: path)
        return .group(group, children: [])
      }
      return .group(group, children: try children(of: group, path: path, depth: depth + 1, skipping: []))
    }
  }

  private mutating func attributes(of attributes: Attributes, at path: String) -> [MetadataAttribute] {
    do throws(HDF5Error) {
      var result: [MetadataAttribute] = []
      for name in try attributes.names() {
        do throws(HDF5Error) {
          result.append(MetadataAttribute(name, MetadataValue(try attributes.read(name))))
        } catch {
          report(NeXusFinding.unreadableAttribute, error.message, at: "\(path)@\(name)")
        }
      }
      return result
    } catch {
      report(NeXusFinding.unreadableAttribute, error.message, at: path)
      return []
    }
  }

  private mutating func report(_ code: FindingCode, _ message: String, at path: String) {
    findings.append(Finding(code, message, at: .init(path: EntryPath.join(entryPath, path))))
  }
}

/// Paths inside an HDF5 file.
enum EntryPath {
  static func join(_ entry: String, _ path: String) -> String {
    if path.isEmpty { return entry }
    return entry == "/" || path.hasPrefix("@") ? entry + path : entry + "/" + path
  }
}

extension Link.Kind {
  /// Where a soft or external link points, as stored; nil for hard links.
  var targetText: String? {
    switch self {
    case .soft(let target): target
    case .external(let file, let path): "\(file):\(path)"
    default: nil
    }
  }
}
