import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Applying the energy shifts of a project")
struct EnergyShiftTests {
  static let args = "'label','a','bkg_e0','7112.0','bkg_eshift','-1.25','bkg_pre1',-150"

  @Test("energies and E0 move, the argument becomes 0, the step keeps the shift and says that it was applied")
  func shift() throws {
    let document = try AthenaTest.read(AthenaTest.project(args: Self.args))
    let shifted = document.applyingEnergyShifts()
    let record = shifted.measurements[0]
    #expect(try AthenaTest.doubles(record, "x") == [-0.25, 0.75, 1.75])
    #expect(AthenaTest.argument(record, "bkg_e0")?.value?.text == "7110.75")
    #expect(AthenaTest.argument(record, "bkg_eshift")?.value?.text == "0")
    let step = try #require(record.steps.first { $0.operation == "energy-shift" })
    #expect(step.parameters.first == StepParameter("shift", .number(-1.25), unit: "eV"))
    #expect(step.parameters.first { $0.name == "applied" }?.value == .text("yes"))
    #expect(record.steps.first { $0.operation == "normalize" }?.parameters.first?.value == .number(7110.75))
    #expect(try AthenaTest.doubles(record, "y") == [0.5, 0.75, 1])
  }

  @Test("it is applied once, and a project keeps the record of it")
  func once() throws {
    let shifted = try AthenaTest.read(AthenaTest.project(args: Self.args)).applyingEnergyShifts()
    AthenaTest.expectNone(try shifted.differences(to: shifted.applyingEnergyShifts()))
    let copy = try AthenaTest.read(try AthenaTest.text(shifted))
    AthenaTest.expectNone(try shifted.differences(to: copy))
    AthenaTest.expectNone(try copy.differences(to: copy.applyingEnergyShifts()))
  }

  @Test("without a shift, or over wave numbers, nothing changes")
  func nothing() throws {
    for args in ["'label','a','bkg_eshift',0", "'label','a'", "'is_chi',1,'bkg_eshift','3'"] {
      let document = try AthenaTest.read(AthenaTest.project(args: args))
      AthenaTest.expectNone(try document.differences(to: document.applyingEnergyShifts()))
    }
  }
}
