import CUdunits2
import Synchronization

/// The door to udunits2. Its parser keeps state in globals, so one thread at a time goes through.
///
/// The database (an XML file of Debian's libudunits2-data) is read at the first question, which takes about 5 ms.
enum UnitLibrary {
  typealias Meaning = (dimensionality: Dimensionality, scale: UnitScale)

  private struct State {
    /// Nil until the first question, and for good when the database cannot be read.
    var system: OpaquePointer?
    var isLoaded = false
    /// Files repeat the same few units; the cache is emptied when a hostile file does not.
    var answers: [String: Meaning?] = [:]
  }

  private static let cacheLimit = 512
  private static let state = Mutex(State())

  /// True when the database could be read.
  static var isAvailable: Bool {
    state.withLock { state in
      load(&state)
      return state.system != nil
    }
  }

  /// What a normalised text means as a unit; nil when it means none.
  static func meaning(of text: String) -> Meaning? { CommonUnits.meaning(of: text) ?? meaningByDatabase(of: text) }

  /// The same, by the database alone.
  static func meaningByDatabase(of text: String) -> Meaning? {
    state.withLock { state in
      if let known = state.answers[text] { return known }
      load(&state)
      guard let system = state.system else { return nil }
      let answer = parse(text, in: system)
      if state.answers.count >= cacheLimit { state.answers.removeAll(keepingCapacity: true) }
      state.answers[text] = .some(answer)
      return answer
    }
  }

  private static func load(_ state: inout State) {
    guard !state.isLoaded else { return }
    state.isLoaded = true
    // The library would report every unknown word on standard error.
    ut_set_error_message_handler { _, _ in 0 }
    guard let system = ut_read_xml(nil) else { return }
    for base in UnitSpellings.newBases {
      guard let unit = ut_new_base_unit(system) else { continue }
      defer { ut_free(unit) }
      ut_map_symbol_to_unit(base.rawValue, UT_UTF8, unit)
      ut_map_unit_to_symbol(unit, base.rawValue, UT_UTF8)
    }
    for word in UnitSpellings.words { define(word, in: system) }
    state.system = system
  }

  private static func define(_ word: UnitSpellings.Word, in system: OpaquePointer) {
    guard let unit = ut_parse(system, word.definition, UT_UTF8) else { return }
    defer { ut_free(unit) }
    // Names win over symbols and do not look at case, so an older meaning has to go first.
    ut_unmap_name_to_unit(system, word.spelling, UT_UTF8)
    ut_unmap_symbol_to_unit(system, word.spelling, UT_UTF8)
    ut_map_symbol_to_unit(word.spelling, UT_UTF8, unit)
  }

  private static func parse(_ text: String, in system: OpaquePointer) -> Meaning? {
    guard let unit = ut_parse(system, text, UT_UTF8) else { return nil }
    defer { ut_free(unit) }
    return UnitVisitor.meaning(of: unit)
  }
}
