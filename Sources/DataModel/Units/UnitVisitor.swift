import CUdunits2

/// Takes a unit of udunits2 apart: base units with their powers, factor and offset.
struct UnitVisitor {
  private var powers: [Dimensionality.Base: Int] = [:]
  private var scale = UnitScale.linear(factor: 1, offset: 0)

  /// Dimensionality and scale of a unit; nil when it rests on a base unit that is not ours, or its size is not a
  /// finite number.
  static func meaning(of unit: OpaquePointer) -> UnitLibrary.Meaning? {
    var visitor = UnitVisitor()
    guard visitor.visit(unit), visitor.isFinite else { return nil }
    return (Dimensionality(visitor.powers), visitor.scale)
  }

  private mutating func visit(_ unit: OpaquePointer) -> Bool {
    var table = Self.callbacks
    return withUnsafeMutablePointer(to: &self) { ut_accept_visitor(unit, &table, $0) == UT_SUCCESS }
  }

  private var isFinite: Bool {
    switch scale {
    case .linear(let factor, let offset): factor.isNormal && offset.isFinite
    case .timestamp(let factor, let origin): factor.isNormal && origin.isFinite
    case .logarithmic(let base, let reference, let factor):
      base.isNormal && reference.isNormal && factor.isNormal
    }
  }

  private mutating func count(_ unit: OpaquePointer?, power: Int) -> Bool {
    guard let unit, let symbol = ut_get_symbol(unit, UT_UTF8),
      let base = Dimensionality.Base(rawValue: String(cString: symbol))
    else { return false }
    powers[base, default: 0] += power
    return true
  }

  /// A multiple or a shift of another unit, which has been visited before.
  private mutating func multiply(_ factor: Double, offset: Double) -> Bool {
    switch scale {
    case .linear(let inner, let innerOffset):
      scale = .linear(factor: inner * factor, offset: offset + innerOffset / factor)
    case .logarithmic(let base, let reference, let inner) where offset == 0:
      scale = .logarithmic(base: base, reference: reference, factor: inner * factor)
    default: return false
    }
    return true
  }

  private mutating func makeLogarithmic(base: Double) -> Bool {
    guard case .linear(let reference, 0) = scale else { return false }
    scale = .logarithmic(base: base, reference: reference, factor: 1)
    return true
  }

  private mutating func makeTimestamp(origin: Double) -> Bool {
    guard case .linear(let factor, 0) = scale else { return false }
    scale = .timestamp(factor: factor, origin: origin)
    return true
  }

  private static func with(
    _ context: UnsafeMutableRawPointer?, _ body: (inout UnitVisitor) -> Bool
  ) -> ut_status {
    guard let context, body(&context.assumingMemoryBound(to: UnitVisitor.self).pointee) else { return UT_VISIT_ERROR }
    return UT_SUCCESS
  }

  private static func then(
    _ unit: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ body: (inout UnitVisitor) -> Bool
  ) -> ut_status {
    with(context) { visitor in
      guard let unit else { return false }
      return visitor.visit(unit) && body(&visitor)
    }
  }

  private static var callbacks: ut_visitor {
    ut_visitor(
      visit_basic: { unit, context in UnitVisitor.with(context) { $0.count(unit, power: 1) } },
      visit_product: { _, count, units, powers, context in
        UnitVisitor.with(context) { visitor in
          (0..<Int(count)).allSatisfy { index in
            guard let units, let powers else { return false }
            return visitor.count(units[index], power: Int(powers[index]))
          }
        }
      },
      visit_galilean: { _, factor, underlying, offset, context in
        UnitVisitor.then(underlying, context) { $0.multiply(factor, offset: offset) }
      },
      visit_timestamp: { _, unit, origin, context in
        UnitVisitor.then(unit, context) { $0.makeTimestamp(origin: origin) }
      },
      visit_logarithmic: { _, base, reference, context in
        UnitVisitor.then(reference, context) { $0.makeLogarithmic(base: base) }
      })
  }
}
