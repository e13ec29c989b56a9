/// Following the target of a link through a definition: `/NXentry/monochromator:NXmonochromator/energy`.

enum NXDLTarget {
  /// One step: a name, a class, or both.
  struct Step {
    let text: String
    let name: String?
    let type: String?
  }

  /// The steps of a target; nil when it is not spelt as one.
  static func steps(of target: String) -> [Step]? {
    guard target.hasPrefix("/") else { return nil }
    var steps: [Step] = []
    for part in target.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let words = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard words.count <= 2, words.allSatisfy(isWord) else { return nil }
      let isClass = words.count == 1 && part.hasPrefix("NX")
      steps.append(
        Step(text: String(part), name: isClass ? nil : words.first, type: isClass ? words[0] : words.dropFirst().first))
    }
    return steps.isEmpty ? nil : steps
  }

  private static func isWord(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return false }
    return word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0) }
  }

  /// A place in one of the definitions that say what a group holds.
  private struct Place: Hashable {
    let document: NXDLDocument
    let index: Int

    var node: NXDLDocument.Node { document.nodes[index] }

    static func == (left: Place, right: Place) -> Bool {
      left.index == right.index && left.document.name == right.document.name
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(index)
      hasher.combine(document.name)
    }
  }

  /// The step that leads nowhere; nil when the target is there.
  static func firstMissing(_ steps: [Step], in subject: NXDLSubject) -> String? {
    // A set: groups of any name hold groups of any name, and each place counts once however many ways lead to it.
    var places = Set(subject.chain.filter { !$0.nodes.isEmpty }.map { Place(document: $0, index: 0) })
    for (offset, step) in steps.enumerated() {
      var next: Set<Place> = []
      for place in places {
        for index in place.node.children {
          let child = Place(document: place.document, index: index)
          if child.node.element == .choice ? child.node.name == step.name : fits(child.node, step) {
            next.insert(child)
            next.formUnion(classes(of: child.node, subject))
          }
        }
      }
      // A name at the very top is that of an entry, which is free.
      if next.isEmpty { return offset == 0 && step.name != nil ? nil : step.text }
      places = next
    }
    return nil
  }

  private static func classes(of node: NXDLDocument.Node, _ subject: NXDLSubject) -> [Place] {
    guard node.element == .group, let type = node.type else { return [] }
    return subject.library.chain(named: type).filter { !$0.nodes.isEmpty }.map { Place(document: $0, index: 0) }
  }

  private static func fits(_ node: NXDLDocument.Node, _ step: Step) -> Bool {
    switch node.element {
    case .group:
      let isOfClass = step.type == nil || node.type == step.type
      // An unnamed group may have any name, and so may one whose capitals stand for something.
      let isNamed = step.name == nil || node.name == step.name || node.name == nil || node.isCapital
      return isOfClass && isNamed
    case .field, .link: return step.type == nil && (node.name == step.name || node.isCapital && step.name != nil)
    default: return false
    }
  }
}
