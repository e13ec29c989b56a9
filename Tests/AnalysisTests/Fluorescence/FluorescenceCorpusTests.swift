import Bytes
import DataModel
import Formats
import Foundation
import Testing

@testable import Analysis

/// The real file.
enum VortexScan {
  static let file = path("NSLS_XDAC_2011.dat")

  static func path(_ name: String) -> String? {
    let folder = ProcessInfo.processInfo.environment["EDGEWISE_CORPUS"] ?? "../shared/corpus"
    let path = folder + "/beamline-text/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

/// A scan of X-23A2 with four elements. The expected numbers were worked out from the text of the file by a program of
/// its own (Python with numpy, Lambert's function from scipy): the iteration, the sums and the weights written anew.
@Suite("Fluorescence of a real detector", .enabled(if: VortexScan.file != nil))
struct FluorescenceCorpusTests {
  private static func sum(
    _ file: String? = VortexScan.file, as format: String = "xdac", _ change: (inout FluorescenceOptions) -> Void
  ) throws -> FluorescenceSum {
    let source = try ByteSource(try #require(file))
    let read = try #require(FormatRegistry.format(id: format)?.read)
    let document = try read(source)
    var options = FluorescenceOptions()
    change(&options)
    return try FluorescenceSum(try #require(document.measurements.first), options: options)
  }

  private static func isNear(_ found: Double, _ expected: Double) -> Bool { abs(found / expected - 1) < 1e-13 }

  @Test("X-23A2's iteration with 280 ns") func xdac() throws {
    let sum = try Self.sum { $0.model = .xdac(tau: 280e-9) }
    #expect(sum.values.count == 422)
    #expect(Self.isNear(sum.values[0], 2452.5179019986526))
    #expect(Self.isNear(sum.values[200], 24663.34765326455))
    #expect(Self.isNear(sum.values[421], 61241.92489931775))
    #expect(Self.isNear(sum.values.reduce(0, +), 9425542.169112654))
    #expect(Self.isNear(sum.variances[0], 2481.71975896289))
    #expect(Self.isNear(sum.variances.reduce(0, +), 9796794.362000914))
    let factors = [1.0102780777407234, 1.0091324147357126, 1.0099851073301054, 1.1039221796001608]
    #expect(zip(sum.elements, factors).allSatisfy { Self.isNear($0.meanFactor, $1) })
    let shares = [0.22052007485566552, 0.2031381080323702, 0.26392933778031696, 0.31241247933164734]
    #expect(zip(sum.elements, shares).allSatisfy { Self.isNear($0.share, $1) })
    #expect(abs(sum.elements[3].largestLoss - 0.33729364782803295) < 1e-13)
    #expect(sum.step.parameters.first { $0.name == "iterations" }?.value == .integer(4))
    #expect(sum.findings.isEmpty)
  }

  @Test("one nanosecond, which is fast over slow, and what the reader's own signal is") func rates() throws {
    let limit = try Self.sum { $0.model = .xdac(tau: 1e-9) }
    #expect(Self.isNear(limit.values.reduce(0, +), 9382068.7321702))
    let rates = try Self.sum { $0.model = .rates }
    #expect(rates.values == limit.values)
    let read = try #require(rates.measurement.signals.first { $0.name == "fluorescence" })
    let old = try SignalExpression(parsing: read.expression).evaluate(over: rates.measurement).values
    let new = try SignalExpression(parsing: rates.measurement.signals[0].expression).evaluate(over: rates.measurement)
      .values
    #expect(zip(old, new).allSatisfy { Self.isNear($0, $1) })
  }

  @Test("an element less, and weights by noise") func choices() throws {
    let three = try Self.sum {
      $0.model = .xdac(tau: 280e-9)
      $0.excluded = ["3"]
    }
    #expect(Self.isNear(three.values.reduce(0, +), 6937865.0661983))
    let noise = try Self.sum {
      $0.model = .xdac(tau: 280e-9)
      $0.weights = .noise
    }
    let weights = [1.0202147175878693, 1.0211652007707106, 1.02043875915608, 0.9381813224853399]
    #expect(zip(noise.elements, weights).allSatisfy { Self.isNear($0.weight, $1) })
  }

  @Test("the general laws with one microsecond on the slow rates") func laws() throws {
    let paralyzable = try Self.sum { $0.model = .paralyzable(tau: 1e-6) }
    #expect(Self.isNear(paralyzable.values[0], 2448.5687447834284))
    #expect(Self.isNear(paralyzable.values.reduce(0, +), 9242742.828091655))
    let nonparalyzable = try Self.sum { $0.model = .nonparalyzable(tau: 1e-6) }
    #expect(Self.isNear(nonparalyzable.values.reduce(0, +), 9241487.094362328))
  }

  @Test("GSECARS's StepScan: what Larch makes of the same file") func stepScan() throws {
    let sum = try Self.sum(VortexScan.path("APS13ID_2019.dat"), as: "xdi") { $0.model = .stepScan(tau: 80e-9) }
    // read_gsexdi of Larch 2026.3.1, array mn_ka.
    #expect(sum.values.count == 221)
    #expect(Self.isNear(sum.values[0], 40074.42658399999))
    #expect(Self.isNear(sum.values.last ?? 0, 836273.2456799999))
    #expect(Self.isNear(sum.values.reduce(0, +), 57301788.00521))
  }
}
