/// The version of this program, as it stands in every record of provenance.
public enum EdgewiseVersion {
  public static let string = "0.1.0"
}
