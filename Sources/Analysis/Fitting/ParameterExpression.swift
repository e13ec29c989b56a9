/// Formulas between the parameters of a fit.
import Glibc

/// A formula over named numbers: `+ - * / ^ **`, parentheses, functions, the constant `pi`. It has no loops, no
/// assignment and nothing of a file or of the system, so that a recipe of a stranger can do no harm.
public struct ParameterExpression: Sendable {
  /// As it was written.
  public let text: String
  /// The numbers of the names that it depends on, in rising order.
  public let dependencies: [Int]
  private let instructions: [Instruction]
  private let stackSize: Int

  /// What is done one after the other with a stack of numbers.
  enum Instruction: Sendable {
    case number(Double)
    case name(Int)
    case negate, add, subtract, multiply, divide, power
    case call(ExpressionFunction, count: Int)
  }

  /// Reads a formula. `names` gives each name the place of its number; `functions` are there beside the usual ones. Throws
  /// an error that names the column, from 1.
  public init(
    parsing text: String, names: [String: Int], functions: [ExpressionFunction] = []
  ) throws(AnalysisError) {
    var parser = ParameterExpressionParser(text, names: names, functions: functions)
    instructions = try parser.parse()
    self.text = text
    stackSize = parser.stackSize
    dependencies = Set(
      instructions.compactMap { instruction in
        if case .name(let place) = instruction { place } else { nil }
      }
    ).sorted()
  }

  /// The number that it is whatever the names are; nil when it depends on some.
  public var constant: Double? { dependencies.isEmpty ? value(at: []) : nil }

  /// Its value for these numbers, each at the place of its name. Not finite where a function has no value.
  public func value(at numbers: [Double]) -> Double { numbers.withUnsafeBufferPointer { value(at: $0) } }

  /// The same without an array.
  func value(at numbers: UnsafeBufferPointer<Double>) -> Double {
    if instructions.count == 1 {
      switch instructions[0] {
      case .number(let number): return number
      case .name(let place): return numbers[place]
      default: break
      }
    }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: stackSize) { stack in
      evaluate(numbers, on: stack)
    }
  }

  private func evaluate(
    _ numbers: UnsafeBufferPointer<Double>, on stack: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var top = -1
    func combine(_ operation: (Double, Double) -> Double) {
      top -= 1
      stack[top] = operation(stack[top], stack[top + 1])
    }
    for instruction in instructions {
      switch instruction {
      case .number(let number):
        top += 1
        stack[top] = number
      case .name(let place):
        top += 1
        stack[top] = numbers[place]
      case .negate: stack[top] = -stack[top]
      case .add: combine(+)
      case .subtract: combine(-)
      case .multiply: combine(*)
      case .divide: combine(/)
      case .power: combine { pow($0, $1) }
      case .call(let function, let count):
        top -= count - 1
        stack[top] = function.evaluate(UnsafeBufferPointer(rebasing: stack[top..<top + count]))
      }
    }
    return stack[0]
  }
}
