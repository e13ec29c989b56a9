import CXraylib

/// An X-ray absorption edge: the shell that the photon empties.
///
/// Energies are those of xraylib 4 (Schoonjans et al., Spectrochim. Acta B 66 (2011) 776, licence BSD-3). Tables differ
/// from one another by a few eV for hard X-ray edges, and by more below 1 keV.
public enum AbsorptionEdge: String, Sendable, CaseIterable, Hashable {
  case k = "K"
  case l1 = "L1"
  case l2 = "L2"
  case l3 = "L3"
  case m1 = "M1"
  case m2 = "M2"
  case m3 = "M3"
  case m4 = "M4"
  case m5 = "M5"
  case n1 = "N1"
  case n2 = "N2"
  case n3 = "N3"
  case n4 = "N4"
  case n5 = "N5"
  case n6 = "N6"
  case n7 = "N7"
  case o1 = "O1"
  case o2 = "O2"
  case o3 = "O3"
  case o4 = "O4"
  case o5 = "O5"
  case o6 = "O6"
  case o7 = "O7"

  /// The principal shell: `K`, `L`, `M`, `N` or `O`.
  public var shell: Shell { Shell(rawValue: rawValue.first ?? "K") ?? .k }

  /// All edges of one principal quantum number.
  public enum Shell: Character, Sendable, CaseIterable, Hashable {
    case k = "K"
    case l = "L"
    case m = "M"
    case n = "N"
    case o = "O"

    /// The shell's edges, innermost first.
    public var edges: [AbsorptionEdge] { AbsorptionEdge.allCases.filter { $0.shell == self } }
  }

  /// The edge's tabulated energy in eV; nil when the element has no such edge, or the table does not know it.
  public func energy(of element: Element) -> Double? {
    let keV = EdgeEnergy(Int32(element.atomicNumber), xraylibShell, nil)
    // The table is in keV with a few decimals: going through tenths of meV gives back the number that was meant.
    return keV > 0 ? (keV * 1e7).rounded() / 1e4 : nil
  }

  /// The natural width of the level that is emptied, the full width at half maximum in eV (Campbell and Papp, At. Data
  /// Nucl. Data Tables 77 (2001) 1, by xraylib); nil when the table does not know it.
  public func naturalWidth(of element: Element) -> Double? {
    let keV = AtomicLevelWidth(Int32(element.atomicNumber), xraylibShell, nil)
    return keV > 0 ? (keV * 1e7).rounded() / 1e4 : nil
  }

  private var xraylibShell: Int32 {
    switch self {
    case .k: K_SHELL
    case .l1: L1_SHELL
    case .l2: L2_SHELL
    case .l3: L3_SHELL
    case .m1: M1_SHELL
    case .m2: M2_SHELL
    case .m3: M3_SHELL
    case .m4: M4_SHELL
    case .m5: M5_SHELL
    case .n1: N1_SHELL
    case .n2: N2_SHELL
    case .n3: N3_SHELL
    case .n4: N4_SHELL
    case .n5: N5_SHELL
    case .n6: N6_SHELL
    case .n7: N7_SHELL
    case .o1: O1_SHELL
    case .o2: O2_SHELL
    case .o3: O3_SHELL
    case .o4: O4_SHELL
    case .o5: O5_SHELL
    case .o6: O6_SHELL
    case .o7: O7_SHELL
    }
  }
}
