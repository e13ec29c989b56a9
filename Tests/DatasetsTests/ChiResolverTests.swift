import Bytes
import DataModel
import Testing

@testable import Datasets

@Suite("Resolving fine structure")
struct ChiResolverTests {
  private func measurement(_ k: [Double], _ chi: [Double], unit: String? = "1/Å") -> Measurement {
    Measurement(
      selector: "1", title: "made",
      channels: [
        Channel(name: "wavenumber", role: .k, unit: unit, values: Values(k)),
        Channel(name: "fine", role: .chi, values: Values(chi)),
        Channel(name: "weighted", values: Values(zip(k, chi).map { $0 * $0 * $1 })),
      ],
      signals: [Signal(name: "mu", expression: "fine", element: "Cu", edge: "K")])
  }

  @Test("the channel of role chi is taken; k in 1/nm becomes 1/Å")
  func units() throws {
    let (chi, findings) = try ChiResolver(measurement([0, 10, 20, 30], [4, 3, 2, 1], unit: "1/nm")).chi()
    #expect(zip(chi.k, [0, 1, 2, 3]).allSatisfy { abs($0 - $1) < 1e-14 } && chi.values == [4, 3, 2, 1])
    #expect(chi.label == "made" && chi.element == "Cu" && chi.signal == "fine" && findings.isEmpty)
    let bare = try ChiResolver(measurement([0, 1, 2, 3], [4, 3, 2, 1], unit: nil)).chi().chi
    #expect(bare.k == [0, 1, 2, 3])
  }

  @Test("points are put in order, averaged, left out, and every change is told")
  func order() throws {
    let scan = measurement([3, 2, 2, 1, 0, -1, 4, 5], [3, 4, 2, 7, 8, 9, .nan, 1])
    let (chi, findings) = try ChiResolver(scan).chi()
    #expect(chi.k == [0, 1, 2, 3, 5] && chi.values == [8, 7, 3, 3, 1])
    #expect(findings.map(\.code) == ["RESOLVE-NONFINITE", "RESOLVE-ORDER", "RESOLVE-DUPLICATES"])
    let step = try #require(chi.steps.first)
    #expect(step.parameters.first { $0.name == "points_of_negative_k" }?.value == .integer(1))
  }

  @Test("words choose another channel or a formula")
  func choice() throws {
    let scan = measurement([1, 2, 3, 4], [4, 3, 2, 1])
    let formula = try ChiResolver(scan, choice: SignalChoice("weighted/wavenumber^2")).chi().chi
    #expect(formula.values == [4, 3, 2, 1])
    #expect(try ChiResolver(scan, choice: SignalChoice("weighted")).chi().chi.values == [4, 12, 18, 16])
  }

  @Test("what is no chi(k) is refused, and the reason says what to do")
  func refused() throws {
    func reason(_ scan: Measurement) -> String {
      do {
        _ = try ChiResolver(scan).chi()
        return ""
      } catch { return error.description }
    }
    var scan = measurement([0, 1, 2, 3], [4, 3, 2, 1])
    #expect(reason(measurement([0, 1, 2, 3], [4, 3, 2, 1], unit: "eV")).contains("no inverse length"))
    #expect(reason(measurement([0, 1, 2, .nan], [4, 3, 2, 1])).contains("needs four points, and there are 3"))
    scan.channels.removeFirst()
    #expect(reason(scan).contains("no wavenumbers beside it"))
    scan.channels.removeFirst()
    #expect(reason(scan).contains("--columns k=...,chi=..."))
  }
}
