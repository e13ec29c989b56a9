/// What colours look like.

/// The colours of a figure: dark on white for print, light on dark for screens.
public enum Theme: String, Sendable, CaseIterable, Hashable {
  case print
  case dark

  var paper: String { self == .print ? "#ffffff" : "#14191f" }
  var ink: String { self == .print ? "#1a1a1a" : "#e3e8ed" }
  var soft: String { self == .print ? "#8a8f96" : "#8b97a3" }

  /// A colour as SVG writes it.
  func text(_ color: Figure.Color) -> String {
    switch color {
    case .ink: ink
    case .soft: soft
    case .paper: paper
    case .single(let number):
      singles[((number % singles.count) + singles.count) % singles.count]
    case .sequence(let share): Palette.hex(sequence(share))
    }
  }

  /// The colours of Okabe and Ito (2008) in an order in which neighbours differ most; what would hardly be seen on the
  /// paper is replaced by grey.
  private var singles: [String] {
    self == .print
      ? ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999"]
      : ["#56b4e9", "#ff8a3d", "#2fc79a", "#e39bc4", "#f0c04a", "#f0e442", "#ffffff", "#9aa7b4"]
  }

  /// The sequential scale without the end that is too close to the paper.
  func sequence(_ share: Double) -> Palette.RGB {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    return Palette.viridis(self == .print ? share * 0.9 : 0.2 + share * 0.8)
  }
}

/// The sequential scale viridis (van der Walt and Smith, 2015): even to the eye, and to eyes that tell red from green
/// badly.
enum Palette {
  typealias RGB = (red: UInt8, green: UInt8, blue: UInt8)

  /// A colour between nine stops; `share` from 0 to 1.
  static func viridis(_ share: Double) -> RGB {
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let (a, b) = (stops[index], stops[index + 1])
    let rest = place - Double(index)
    func mixed(_ path: KeyPath<RGB, UInt8>) -> UInt8 {
      UInt8((Double(a[keyPath: path]) * (1 - rest) + Double(b[keyPath: path]) * rest).rounded())
    }
    return (mixed(\.red), mixed(\.green), mixed(\.blue))
  }

  static func hex(_ color: RGB) -> String {
    "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static let stops: [RGB] = [
    (68, 1, 84), (71, 44, 122), (59, 81, 139), (44, 113, 142), (33, 144, 141), (39, 173, 129), (92, 200, 99),
    (170, 220, 50), (253, 231, 37),
  ]
}
