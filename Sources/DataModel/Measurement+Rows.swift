/// A part of a measurement whose channels share a leading dimension: some spectra of a series.
public import Bytes

extension Measurement {
  /// This measurement with `rows` of `dimension` alone: channels that begin with it are cut, the others stay whole.
  /// Only the channels in `names` are kept. Throws when values cannot be read.
  public func rows(_ rows: Range<Int>, of dimension: Dimension, channels names: [String]) throws(BlockError)
    -> Measurement
  {
    var result = self
    result.channels = []
    for var channel in channels where names.contains(channel.name) {
      if channel.dimensions.first == dimension, let length = channel.values.shape.first {
        let part = rows.clamped(to: 0..<length)
        var slab = Slab(all: channel.values.shape)
        slab.start[0] = part.lowerBound
        slab.count[0] = part.count
        channel.values = Values(try channel.values.read(slab))
      }
      result.channels.append(channel)
    }
    return result
  }
}
