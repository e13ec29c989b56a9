/// Heat maps as images.
import Bytes

extension Figure.HeatMap {
  /// More pixels than this in one direction are made fewer.
  static let pixelLimit = 1024
  private static let blank: UInt8 = 255

  /// The map as an image, its first row at the bottom; of maps that are larger than an image needs, the largest number
  /// of each block. Throws `.outOfMemory`.
  func image(_ xDirection: Figure.Axis.Direction, _ yDirection: Figure.Axis.Direction) throws(FileError) -> PNGImage {
    let (across, down) = ((columns - 1) / Self.pixelLimit + 1, max(0, rows - 1) / Self.pixelLimit + 1)
    let (width, height) = ((columns + across - 1) / across, max(1, (rows + down - 1) / down))
    let range = shownRange
    let span = range.upperBound - range.lowerBound
    var pixels = [UInt8](repeating: Self.blank, count: width * height)
    for row in 0..<height {
      for column in 0..<width {
        let value = largest(
          rows: row * down..<min(rows, (row + 1) * down), columns: column * across..<min(columns, (column + 1) * across)
        )
        guard let value else { continue }
        let share = span > 0 ? min(max((value - range.lowerBound) / span, 0), 1) : 0
        let x = xDirection == .ascending ? column : width - 1 - column
        let y = yDirection == .ascending ? height - 1 - row : row
        pixels[y * width + x] = UInt8((share * 254).rounded())
      }
    }
    return PNGImage(
      width: width, height: height, pixels: pixels,
      palette: (0..<255).map { Palette.viridis(Double($0) / 254) } + [(0, 0, 0)], transparent: Self.blank)
  }

  private func largest(rows: Range<Int>, columns range: Range<Int>) -> Double? {
    var result: Double?
    for row in rows {
      for column in range {
        let value = values[row * columns + column]
        if value.isFinite { result = max(result ?? value, value) }
      }
    }
    return result
  }
}
