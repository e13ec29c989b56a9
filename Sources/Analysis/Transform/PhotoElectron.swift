/// Constants of the photoelectron.

/// From energies above the edge to wavenumbers.
public enum PhotoElectron {
  /// ħ²/2m in eV Å² (CODATA 2018): the energy above the edge at a wavenumber of 1/Å.
  public static let energyOfUnitWavenumber = 3.8099821109685847

  /// In 1/Å, for an energy above the edge in eV; negative below it.
  static func wavenumber(above energy: Double) -> Double {
    let root = (abs(energy) / energyOfUnitWavenumber).squareRoot()
    return energy < 0 ? -root : root
  }
}
