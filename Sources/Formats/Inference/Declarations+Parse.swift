/// Reading the texts of the options that declare something.
import Bytes
import DataModel
import Glibc

extension Declarations {
  /// Adds the text of `--columns`, such as `energy=1,i0=2,ifluor=5+6+7`: columns by number from 1 or by name; names
  /// with `,`, `+` or `=` in them in quotation marks. Throws when the text makes no sense.
  public mutating func declareColumns(_ text: String) throws(DeclarationError) {
    let option = "--columns"
    for assignment in try OptionText.assignments(text, option: option, example: "energy=1,i0=2,itrans=3") {
      let (role, qualifier) = try Self.role(assignment.name)
      let references = assignment.values.map { value -> ColumnReference in
        value.isQuoted ? .name(value.text) : Int(value.text).map(ColumnReference.number) ?? .name(value.text)
      }
      for case .number(let number) in references where number < 1 {
        throw DeclarationError(option, "columns count from 1, so there is no column \(number)")
      }
      let isOnce = ColumnRoles.single.contains(role)
      let others = columns.filter { $0.role == role }.map(\.column)
      if isOnce, Set(others + references).count > 1 {
        throw DeclarationError(option, "only one column can be \(assignment.name)")
      }
      columns += references.filter { !others.contains($0) }.map {
        ColumnRole(roleText: assignment.name, role: role, qualifier: qualifier, column: $0)
      }
    }
  }

  /// Adds the text of `--unit`, such as `energy=keV,time=s`. Throws when the text makes no sense or a unit is unknown.
  public mutating func declareUnits(_ text: String) throws(DeclarationError) {
    let option = "--unit"
    for assignment in try OptionText.assignments(text, option: option, example: "energy=keV", sums: false) {
      let unit = assignment.values.first?.text ?? ""
      guard PhysicalUnit.parse(unit) != nil else {
        throw DeclarationError(option, "\"\(unit)\" is no unit that is known here (examples: eV, keV, deg, s, counts)")
      }
      units.removeAll { $0.target == assignment.name }
      units.append(ColumnUnit(target: assignment.name, unit: unit))
    }
  }

  /// Declares the absorbing element by its symbol. Throws when there is no such element.
  public mutating func declareElement(_ text: String) throws(DeclarationError) {
    guard let found = Element(symbol: text) ?? Element(name: text) else {
      throw DeclarationError("--element", "\"\(text)\" is no element; give its symbol, such as Cu")
    }
    element = found.symbol
  }

  /// Declares the edge, such as `K` or `L3`. Throws when there is no such edge.
  public mutating func declareEdge(_ text: String) throws(DeclarationError) {
    guard let label = EdgeLabel(parsing: text) else {
      throw DeclarationError("--edge", "\"\(text)\" is no absorption edge; write K, L1, L2, L3, M5 ...")
    }
    edge = label.edge?.rawValue ?? text
  }

  /// Adds the text of `--set`: `KEY=VALUE`, where the key may be `Family.key`. Throws when there is no key.
  public mutating func declareSetting(_ text: String) throws(DeclarationError) {
    guard let sign = text.firstIndex(of: "="), !text[..<sign].trimmingBlanks().isEmpty else {
      throw DeclarationError("--set", "write KEY=VALUE, for example --set Sample.name=\"Cu foil\"; found \"\(text)\"")
    }
    let key = String(text[..<sign].trimmingBlanks())
    guard !key.hasPrefix("."), !key.hasSuffix(".") else {
      throw DeclarationError("--set", "\"\(key)\" is no key; write Family.key or key")
    }
    let value = String(text[text.index(after: sign)...].trimmingBlanks())
    if key.lowercased() == PixelEnergy.key.lowercased(), PixelEnergy(parsing: value) == nil {
      throw DeclarationError(
        "--set",
        "\(PixelEnergy.key) is two to six numbers, the energy in eV in ascending powers of the pixel, such as "
          + "\"8900 0.25 1e-6\"; found \"\(value)\"")
    }
    set.append(Setting(key: key, value: value))
  }

  /// Declares the time zone: a name of the IANA database, `UTC`, or an offset such as `+01:00`. Throws for others.
  public mutating func declareTimezone(_ text: String) throws(DeclarationError) {
    guard TimeZoneName.isKnown(text) else {
      throw DeclarationError(
        "--timezone", "\"\(text)\" is no time zone; write a name such as Europe/Paris, UTC, or an offset such as +01:00"
      )
    }
    timezone = text
  }

  /// Declares the constant hc in eV Å. Throws when it is no number, or not within 1 % of 12398.42.
  public mutating func declareHC(_ text: String) throws(DeclarationError) {
    guard let value = NumberParser.double(text), abs(value / 12398.42 - 1) <= 0.01 else {
      throw DeclarationError("--hc", "\"\(text)\" is not about 12398.42, which hc is in eV Å")
    }
    hc = value
  }

  /// The role that a text means: one of the model's roles, or a label of the XDI dictionary.
  private static func role(_ text: String) throws(DeclarationError) -> (ChannelRole, String?) {
    let folded = text.lowercased()
    if let role = ChannelRole(rawValue: folded) { return (role, nil) }
    if let entry = RoleTable.xdi[folded] { return (entry.role, entry.qualifier) }
    let roles = ChannelRole.allCases.map(\.rawValue).joined(separator: " ")
    throw DeclarationError("--columns", "\"\(text)\" is no role; roles are: \(roles)")
  }
}

/// What time zones are called.
enum TimeZoneName {
  static func isKnown(_ text: String) -> Bool {
    if ["UTC", "GMT", "Z"].contains(text) { return true }
    return isOffset(text) || isListed(text)
  }

  /// `+01:00`, `-0530`, `+1`.
  private static func isOffset(_ text: String) -> Bool {
    guard let sign = text.first, sign == "+" || sign == "-" else { return false }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.utf8.allSatisfy(HeaderPairs.isDigit) }) else { return false }
    let digits = parts.joined()
    guard parts.count == 2 ? parts[1].count == 2 && (1...2).contains(parts[0].count) : [1, 2, 4].contains(digits.count)
    else { return false }
    guard let number = Int(digits) else { return false }
    let hours = digits.count > 2 ? number / 100 : number
    let minutes = digits.count > 2 ? number % 100 : 0
    return hours <= 14 && minutes < 60
  }

  /// `Europe/Paris`: looked up in the system's database where there is one.
  private static func isListed(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      part.first?.isLetter == true
        && part.utf8.allSatisfy {
          HeaderPairs.isLetter($0) && $0 < 0x80 || HeaderPairs.isDigit($0) || $0 == 0x2D || $0 == 0x2B
        }
    }
    guard isName, (2...3).contains(parts.count), text.utf8.count <= 64 else { return false }
    let database = "/usr/share/zoneinfo"
    return access(database, R_OK) != 0 || access("\(database)/\(text)", R_OK) == 0
  }
}
