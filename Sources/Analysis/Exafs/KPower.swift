/// Powers of k.
import Glibc

enum KPower {
  /// k^weight; 1 for a weight of 0 also at k = 0.
  static func value(_ k: Double, _ weight: Double) -> Double {
    switch weight {
    case 0: 1
    case 1: k
    case 2: k * k
    case 3: k * k * k
    default: pow(k, weight)
    }
  }
}
