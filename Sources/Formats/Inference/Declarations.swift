/// What the user declares about an input, whatever its format: it overrides what the reader concluded, and is
/// recorded as a step.
public import DataModel

/// The reading options `--columns`, `--unit`, `--element`, `--edge`, `--set`, `--timezone` and `--hc`.
///
/// For example:
///
///     var declarations = Declarations()
///     try declarations.declareColumns("energy=1,i0=2,ifluor=5+6+7")
///     try declarations.declareUnits("energy=keV")
///     try declarations.apply(to: &document)
public struct Declarations: Sendable, Hashable {
  /// Which column has which role, in the order given.
  public var columns: [ColumnRole] = []
  /// The units of columns, in the order given.
  public var units: [ColumnUnit] = []
  /// Symbol of the absorbing element.
  public var element: String?
  /// The absorption edge.
  public var edge: String?
  /// Metadata to set, in the order given; keys of families are joined with `.`.
  public var set: [Setting] = []
  /// The time zone of times that are written without one: a name of the IANA database or `+01:00`.
  public var timezone: String?
  /// The product of Planck's constant and the speed of light, in eV Å.
  public var hc: Double?

  /// No declarations at all.
  public init() {}

  /// True when nothing is declared.
  public var isEmpty: Bool { self == Declarations() }

  /// A column by name, or by its number from 1.
  public enum ColumnReference: Sendable, Hashable, CustomStringConvertible {
    case name(String)
    case number(Int)

    public var description: String {
      switch self {
      case .name(let name): name
      case .number(let number): "\(number)"
      }
    }
  }

  /// One column and its role.
  public struct ColumnRole: Sendable, Hashable {
    /// The role as declared: a role of the model, or a label of the XDI dictionary.
    public var roleText: String
    public var role: ChannelRole
    public var qualifier: String?
    public var column: ColumnReference
  }

  /// One unit and what it is the unit of.
  public struct ColumnUnit: Sendable, Hashable {
    /// A role, the name of a channel, or the number of a column.
    public var target: String
    public var unit: String
  }

  /// One metadata value.
  public struct Setting: Sendable, Hashable {
    public var key: String
    public var value: String
  }
}

/// Why a declaration could not be understood, or fits nothing in the document.
public struct DeclarationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The option with its dashes.
  public var option: String
  /// What is wrong, with what would be right.
  public var message: String

  public init(_ option: String, _ message: String) {
    self.option = option
    self.message = message
  }

  public var description: String { "\(option): \(message)" }
}
