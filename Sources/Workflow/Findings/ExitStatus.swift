/// How a verb ends, in one number.

/// The exit codes of the contract.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done, nothing wrong.
  case done = 0
  /// Done, and something was found.
  case found = 1
  /// The command line makes no sense.
  case usage = 2
  /// An input could not be read at all.
  case unreadable = 3
  /// An output could not be written.
  case unwritable = 4
  /// A fault of the program itself.
  case failed = 70

  /// The worse of two: 70, 4, 3, 1, 0; a usage error comes before all work and therefore before all else.
  public func combined(with other: ExitStatus) -> ExitStatus {
    rank >= other.rank ? self : other
  }

  private var rank: Int {
    switch self {
    case .done: 0
    case .found: 1
    case .unreadable: 2
    case .unwritable: 3
    case .failed: 4
    case .usage: 5
    }
  }
}

extension ExitStatus: WorkerMessage {
  /// Appends the number.
  public func encode(to encoder: inout MessageEncoder) { encoder.write(Int(rawValue)) }

  /// Takes the number off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    guard let status = ExitStatus(rawValue: Int32(truncatingIfNeeded: try decoder.readInt())) else {
      throw MessageError()
    }
    self = status
  }
}
