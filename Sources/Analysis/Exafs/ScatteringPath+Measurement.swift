/// Paths from files of FEFF.
public import DataModel

extension ScatteringPath {
  /// The path of a measurement that was read from a feffNNNN.dat. Throws when it is none, or a part is missing.
  public init(_ measurement: Measurement, label: String) throws(AnalysisError) {
    func column(_ name: String) throws(AnalysisError) -> [Double] {
      do throws(ExpressionError) {
        return try SignalExpression.channel(name).evaluate(over: measurement).values
      } catch {
        throw AnalysisError(
          "\(label) is no scattering path of FEFF (feffNNNN.dat), or it is damaged: \(error.description)")
      }
    }
    func number(_ key: String) throws(AnalysisError) -> Double {
      guard let number = measurement.metadata.text("Path.\(key)").flatMap(Double.init), number.isFinite else {
        throw AnalysisError(
          "\(label) is no scattering path of FEFF (feffNNNN.dat), or it is damaged: it states no \(key)")
      }
      return number
    }
    let magnitude = try column("mag[feff]")
    let reduction = try column("red factor")
    let absorber = try column("real[2*phc]")
    let phase = try column("phase[feff]")
    let curves = Curves(
      k: try column("k"), amplitude: zip(magnitude, reduction).map { $0 * $1 },
      phase: zip(absorber, phase).map { $0 + $1 }, meanFreePath: try column("lambda"),
      momentum: try column("real[p]"))
    let legs = try number("nleg")
    let atoms = measurement.metadata.flattened().filter { $0.key == "Path.atom" }
      .compactMap { Self.atom($0.node.value?.text ?? "") }
    guard legs >= 2, legs <= 100, atoms.isEmpty || atoms.count == Int(legs) else {
      throw AnalysisError("\(label): \(atoms.count) atoms do not make a path of \(text(legs)) legs")
    }
    try self.init(
      label: label, curves: curves, halfLength: try number("reff"), degeneracy: try number("degeneracy"),
      legCount: Int(legs), normanRadius: try number("rnrmav"), atoms: atoms)
  }

  /// `0.0000 2.1387 0.0000 1 8 O`: place, potential, atomic number, label.
  private static func atom(_ words: String) -> Atom? {
    let words = words.split(separator: " ")
    guard words.count >= 5, let x = Double(words[0]), let y = Double(words[1]), let z = Double(words[2]),
      let element = Int(words[4]).flatMap(Element.init(atomicNumber:)), x.isFinite, y.isFinite, z.isFinite
    else { return nil }
    return Atom(element, at: SIMD3(x, y, z))
  }
}
