/// A dialect that a user describes: how a text of columns is laid out, and what its columns mean.
public import DataModel

/// What a template file says. Only `columns` is needed; everything else is found out as for any text of columns.
public struct ColumnTemplate: Sendable, Hashable {
  /// What the template is for, such as `BSRF 1W1B`.
  public var name: String
  /// `verified` by the one who wrote it against real files, or `unverified`.
  public var status = "unverified"
  /// A remark for people.
  public var description: String?
  /// Texts that all stand in the first hundred lines of such a file.
  public var sign: [String] = []
  /// What stands between two cells; nil lets the rows tell.
  public var delimiter: Delimiter?
  /// `1,5` is one and a half.
  public var hasDecimalComma = false
  public var columns: [Column] = []
  /// How energies follow from angles, for files that have only these.
  public var bragg: Bragg?
  /// Formulas over the names of columns; empty for those that follow from the roles.
  public var signals: [TemplateSignal] = []
  /// What is true of all such files, under names such as `Facility.name`; the file's own header comes first.
  public var metadata: [Setting] = []

  public init(name: String) { self.name = name }

  /// What separates cells.
  public enum Delimiter: String, Sendable, Hashable, CaseIterable {
    case blanks, tab, comma, semicolon
  }

  /// One column: which it is, and what it means.
  public struct Column: Sendable, Hashable {
    /// Counted from 1; nil where the label tells.
    public var number: Int?
    /// The label in the file, without regard to case; nil where the number tells.
    public var label: String?
    /// What it is called; nil to keep the label.
    public var name: String?
    public var role = ChannelRole.other
    public var qualifier: String?
    public var unit: String?
  }

  /// Energies from angles.
  public struct Bragg: Sendable, Hashable {
    /// In Å; nil where the header says it (`Mono.d_spacing`).
    public var dSpacing: Double?
    /// In eV Å; nil for CODATA's value.
    public var hc: Double?
    /// What one unit of the angle column is in degrees: 1, 0.001 for millidegrees, 1/4000 for steps.
    public var degreesPerUnit = 1.0
  }

  /// One signal.
  public struct TemplateSignal: Sendable, Hashable {
    public var name: String
    public var formula: String
    public var mode: DetectionMode?
  }

  /// One value of the metadata.
  public struct Setting: Sendable, Hashable {
    public var key: String
    public var value: String
    public var unit: String?
  }
}
