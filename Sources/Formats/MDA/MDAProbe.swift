/// Says from the first bytes whether a file is one of EPICS' scans.
import Bytes

enum MDAProbe {
  /// Certain when the header is that of a known version, the outermost scan has the rank that it states, and its number
  /// of points is the first dimension.
  static func match(_ source: ByteSource) -> Format.Match {
    source.withBytes { bytes in
      do throws(XDRCursor.Failure) {
        let file = try MDAFile(bytes)
        guard MDAFile.versions.contains(file.hundredths) else { return .no }
        var cursor = XDRCursor(at: file.scanOffset)
        guard try cursor.integer(bytes, "rank") == file.dimensions.count,
          try cursor.integer(bytes, "points") == file.dimensions[0], file.dimensions.allSatisfy({ $0 >= 0 })
        else { return .no }
        let version = Double(file.hundredths) / 100
        return .certain(reason: "it begins like an MDA file, version \(version), rank \(file.dimensions.count)")
      } catch {
        return .no
      }
    }
  }
}
