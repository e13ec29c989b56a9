/// How a report for people is laid out: how wide, in which signs, in colour or not.
public struct TextStyle: Sendable, Hashable {
  /// Columns of the terminal.
  public var width: Int
  public var isColored: Bool
  /// False where only ASCII can be shown: our own signs then have plain stand-ins; text from files stays as it is.
  public var isUnicode: Bool

  /// A layout; widths below 40 or above 400 columns are taken as these.
  public init(width: Int = 80, isColored: Bool = false, isUnicode: Bool = true) {
    self.width = min(max(40, width), 400)
    self.isColored = isColored
    self.isUnicode = isUnicode
  }

  /// What a piece of text is, which decides its colour.
  enum Ink: String {
    case strong = "1"
    case faint = "2"
    case error = "1;31"
    case warning = "33"
    case note = "36"
    case first = "34"
    case last = "35"
  }

  /// The text in its colour; as it is when there are no colours.
  func ink(_ ink: Ink, _ text: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// One of our own signs, or what stands in for it.
  func sign(_ unicode: String, _ ascii: String) -> String { isUnicode ? unicode : ascii }

  var ellipsis: String { sign("…", "...") }
  var dot: String { sign(" · ", ", ") }
  var times: String { sign("×", "x") }
}
