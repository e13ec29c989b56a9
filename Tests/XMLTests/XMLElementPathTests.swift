import Testing
import XML

@Suite("The path of elements")
struct XMLElementPathTests {
  @Test("siblings are counted by name, in a row, in turn and after others")
  func positions() {
    var path = XMLElementPath()
    path.enter("r", line: 1)
    var paths: [String] = []
    for name in ["a", "a", "b", "a", "c", "b", "b", "a"] {
      path.enter(name, line: 1)
      path.enter("x", line: 1)
      paths.append(path.description)
      path.leave()
      path.leave()
    }
    #expect(
      paths == [
        "/r/a[1]/x[1]", "/r/a[2]/x[1]", "/r/b[1]/x[1]", "/r/a[3]/x[1]", "/r/c[1]/x[1]", "/r/b[2]/x[1]", "/r/b[3]/x[1]",
        "/r/a[4]/x[1]",
      ])
  }
}
