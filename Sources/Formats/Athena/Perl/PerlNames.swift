/// Names that the Perl flavour of a project knows.

enum PerlNames {
  static let group = "old_group"
  static let arguments = "args"
  static let xdi = "xdi"
  /// A statement of this program: the name and the text of one that was no literal. It stays data for ever.
  static let kept = "edgewise_kept"
  /// What never belongs to a record.
  static let ofProject: Set<String> = [
    "journal", "plot_features", "indicator", "lcf_data", "LCF", "PCA", "peakfit", "lineshape",
  ]
  /// What a statement of its own must not be called.
  static let reserved = AthenaArray.names.union([group, arguments, xdi, kept])
  /// What Emacs is told at the end of each project.
  static let trailer = ["# Local Variables:", "# truncate-lines: t", "# End:"]

  static func isTrailer(_ comment: String) -> Bool {
    let words = comment.filter { $0 != " " && $0 != "\r" && $0 != "\t" }
    return trailer.contains { $0.filter { $0 != " " } == words }
  }
}
