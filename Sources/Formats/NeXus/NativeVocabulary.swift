/// The names by which a native file says which part of the model a group, field or attribute is.
///
/// Attributes are used, not names of groups, so that a person may rename what they like.
enum Native {
  /// On NXentry: the version of this mapping. An entry without it is read by NeXus's own rules.
  static let model = "edgewise_model"
  static let modelVersion = 1
  /// On a group: what it holds (`Part`).
  static let part = "edgewise_part"
  /// On groups and fields: the name in the model, where NeXus would not accept it.
  static let name = "edgewise_name"
  /// On NXentry: fields that were written for other readers and are not in the model.
  static let derived = "edgewise_derived"
  /// On a metadata attribute whose own name is taken or illegal.
  static let attributePrefix = "edgewise_attribute_"

  enum Part: String {
    case metadata
    case documentMetadata = "document_metadata"
    case channelMetadata = "channel_metadata"
    case step
    case origin
    case reference
    /// What was written for readers of another application definition; nothing of it is in the model.
    case definition
  }

  /// On the dataset of a channel.
  enum Channel {
    static let role = "role"
    static let qualifier = "qualifier"
    static let dimensions = "dimensions"
    static let index = "index"
    static let uncertainty = "uncertainty"
    static let mask = "mask"
    static let units = "units"
    static let poisson = "poisson"
    static let channelPrefix = "channel:"
  }

  /// On the NXdata of a signal.
  enum Signal {
    static let index = "signal_index"
    static let name = "signal_name"
    static let expression = "expression"
    static let mode = "detection_mode"
    static let element = "element"
    static let edge = "edge"
    static let emissionWindow = "emission_window"
    static let emissionUnit = "emission_unit"
    static let emissionLine = "emission_line"
  }
}
