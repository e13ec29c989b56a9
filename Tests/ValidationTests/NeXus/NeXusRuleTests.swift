import DataModel
import Foundation
import Testing

@testable import Validation

@Suite("Rules without a code of their own") struct NeXusRuleTests {
  @Test("have an id that no code has, and words")
  func ids() {
    let codes = Set(NeXusRules.codes.map(\.id))
    let ids = NeXusRule.all.map(\.id)
    #expect(Set(ids).count == ids.count && codes.isDisjoint(with: ids))
    #expect(NeXusRule.all.allSatisfy { $0.text.count > 30 })
    #expect(NeXusRule.named("nx-p7")?.shownBy.contains("NX-P1") == true)
  }

  /// The rules that a validator of NeXus files has, by group and number.
  @Test(
    "leave no rule unexplained",
    arguments: [
      ("S", 1...9), ("E", 1...4), ("P", 1...7), ("N", 1...5), ("C", 1...3), ("U", 1...6), ("M", 1...8), ("L", 1...4),
      ("X", 1...13), ("F", 1...1), ("D", 1...1), ("H", 1...6), ("T", 1...1), ("K", 1...1),
    ])
  func complete(group: String, numbers: ClosedRange<Int>) {
    let known = Set(NeXusRules.codes.map(\.id) + NeXusRule.all.map(\.id))
    #expect(numbers.map { "NX-\(group)\($0)" }.filter { !known.contains($0) } == [])
  }
}
