/// One measurement: an NXentry, a project record, an XDI file, a SPEC scan.
public struct Measurement: Sendable {
  /// How the measurement is addressed inside its file (`/entry1`, `12.2`, a label).
  public var selector: String
  public var title: String?
  /// As written in the file; a time zone is never guessed.
  public var startTime: String?
  public var endTime: String?
  /// The stored arrays, in file order.
  public var channels: [Channel]
  /// What was measured; the first one is the default.
  public var signals: [Signal]
  public var metadata: Metadata
  public var steps: [Step]
  public var references: [Reference]
  /// The files that this measurement went through before the one it was read from, oldest first.
  public var origins: [Origin]

  public init(
    selector: String = "", title: String? = nil, startTime: String? = nil, endTime: String? = nil,
    channels: [Channel] = [], signals: [Signal] = [], metadata: Metadata = Metadata(), steps: [Step] = [],
    references: [Reference] = [], origins: [Origin] = []
  ) {
    self.selector = selector
    self.title = title
    self.startTime = startTime
    self.endTime = endTime
    self.channels = channels
    self.signals = signals
    self.metadata = metadata
    self.steps = steps
    self.references = references
    self.origins = origins
  }

  /// The channel of this name.
  public func channel(named name: String) -> Channel? {
    channels.first { $0.name == name }
  }

  /// The first channel with this role.
  public func channel(_ role: ChannelRole) -> Channel? {
    channels.first { $0.role == role }
  }

  /// The technique that channels and signals show, or nil when they show none.
  public var technique: String? {
    let roles = Set(channels.map(\.role))
    if !roles.isDisjoint(with: [.emissionEnergy, .energyTransfer]) { return roles.contains(.energy) ? "RIXS" : "XES" }
    if !roles.isDisjoint(with: [.chi, .k, .r]) { return "EXAFS" }
    if !roles.isDisjoint(with: [.energy, .angle]), !signals.isEmpty { return "XAS" }
    return nil
  }
}
