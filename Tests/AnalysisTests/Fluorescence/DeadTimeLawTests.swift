import Foundation
import Testing

@testable import Analysis

@Suite("Laws of dead time") struct DeadTimeLawTests {
  /// n τ, from hardly any dead time to next to the maximum of the paralyzable law at 1.
  static let losses = [1e-9, 1e-4, 0.003, 0.1, 0.25, 0.36787944, 0.5, 0.7, 0.9, 0.99]

  @Test("a rate comes back from what a detector of either kind keeps of it", arguments: losses)
  func inverse(_ loss: Double) {
    for tau in [80e-9, 280e-9, 5e-6] {
      let rate = loss / tau
      // On paper: m = n exp(-n τ), m = n/(1 + n τ).
      let paralyzed = DeadTimeLaw.paralyzable(rate * exp(-loss), tau: tau)
      // Next to the maximum the law itself is flat: what rounding does to m is divided by 1 - n τ.
      let rounding = 1e-14 / (1 - loss)
      #expect(abs(paralyzed / rate - 1) < rounding, "\(paralyzed) \(rate)")
      let other = DeadTimeLaw.nonparalyzable(rate / (1 + loss), tau: tau)
      #expect(abs(other / rate - 1) < 1e-12)
    }
  }

  @Test("values of Lambert's function that tables give") func lambert() {
    // W0(-0.1) = -0.111832559158962965 and W0(-0.2) = -0.259171101819073745.
    #expect(abs(DeadTimeLaw.paralyzable(0.1, tau: 1) - 0.111832559158962965) < 1e-16)
    #expect(abs(DeadTimeLaw.paralyzable(0.2, tau: 1) - 0.259171101819073745) < 1e-15)
    #expect(abs(DeadTimeLaw.paralyzable(1 / M_E, tau: 1) - 1) < 1e-7)
  }

  @Test("rates that no detector can give have no answer") func impossible() {
    let tau = 1e-6
    #expect(DeadTimeLaw.paralyzable(1.0001 / (M_E * tau), tau: tau).isNaN)
    #expect(DeadTimeLaw.paralyzable(1e9, tau: tau).isNaN)
    #expect(DeadTimeLaw.paralyzable(.infinity, tau: tau).isNaN)
    #expect(DeadTimeLaw.paralyzable(.nan, tau: tau).isNaN)
    #expect(DeadTimeLaw.paralyzable(-5, tau: tau).isNaN)
    #expect(DeadTimeLaw.nonparalyzable(1 / tau, tau: tau).isNaN)
    #expect(DeadTimeLaw.nonparalyzable(.nan, tau: tau).isNaN)
    #expect(DeadTimeLaw.xdac(1 / tau, tau: tau).rate.isNaN)
  }

  @Test("without counts, or without dead time, nothing is corrected") func trivial() {
    #expect(DeadTimeLaw.paralyzable(0, tau: 1e-6) == 0)
    #expect(DeadTimeLaw.paralyzable(1000, tau: 0) == 1000)
    #expect(DeadTimeLaw.nonparalyzable(1000, tau: 0) == 1000)
    #expect(DeadTimeLaw.xdac(0, tau: 1e-6).rate == 0)
  }

  @Test("X-23A2's iteration goes towards the paralyzable law and stops after twenty steps") func iteration() {
    let mild = DeadTimeLaw.xdac(1e5, tau: 280e-9)
    // With n τ = 0.029 the mistake shrinks thirtyfold in each step, and ends below τ as a number.
    #expect(abs(mild.rate / DeadTimeLaw.paralyzable(1e5, tau: 280e-9) - 1) < 1e-7)
    #expect(mild.count < 10)
    let strong = DeadTimeLaw.xdac(0.367 / 280e-9, tau: 280e-9)
    #expect(strong.count == 20)
    #expect(strong.rate < DeadTimeLaw.paralyzable(0.367 / 280e-9, tau: 280e-9))
  }

  @Test("models by name, with their dead times") func models() throws {
    #expect(try DeadTimeModel("rates") == .rates)
    #expect(try DeadTimeModel("xdac") == .xdac(tau: 280e-9))
    #expect(try DeadTimeModel("xdac", tau: 1e-9) == .xdac(tau: 1e-9))
    #expect(try DeadTimeModel("stepscan") == .stepScan(tau: 80e-9))
    #expect(try DeadTimeModel("paralyzable", tau: 2e-6).tau == 2e-6)
    for name in DeadTimeModel.names { #expect(try DeadTimeModel(name, tau: name.count > 5 ? 1e-7 : nil).name == name) }
  }

  @Test("models that make no sense are refused with what would") func refusedModels() {
    func message(_ name: String, _ tau: Double?) -> String {
      do {
        _ = try DeadTimeModel(name, tau: tau)
        return ""
      } catch { return error.description }
    }
    #expect(message("lytle", nil).contains("nonparalyzable"))
    #expect(message("paralyzable", nil).contains("tau="))
    #expect(message("rates", 1e-6).contains("leave tau out"))
    // Nanoseconds for seconds.
    #expect(message("paralyzable", 280).contains("280e-9"))
    #expect(message("paralyzable", -1e-9) != "" && message("paralyzable", .nan) != "")
  }
}
