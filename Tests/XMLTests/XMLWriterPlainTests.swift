import Testing
import XML

@Suite("Writing elements of one namespace piece by piece")
struct XMLWriterPlainTests {
  private func text(_ body: (inout XMLWriter) throws -> Void) throws -> String {
    var options = XMLWriter.Options(indentation: 2)
    options.hasDeclaration = false
    var writer = XMLWriter(options: options)
    try body(&writer)
    return String(decoding: try writer.finish(), as: UTF8.self)
  }

  @Test("elements take the default namespace, attributes are escaped, inline content stays on its line")
  func elements() throws {
    let text = try text { writer in
      try writer.startElement(XMLName("a", namespace: "urn:x"))
      try writer.begin("b", isInline: true)
      try writer.attribute("n", "<\"&\n")
      try writer.attribute("m-1", "")
      try writer.begin("c")
      try writer.text("t")
      try writer.endElement()
      try writer.endElement()
      try writer.begin("d")
      try writer.endElement()
      try writer.endElement()
    }
    #expect(
      text == """
        <a xmlns="urn:x">
          <b n="&lt;&quot;&amp;&#10;" m-1=""><c>t</c></b>
          <d/>
        </a>

        """)
    let reader = try XMLReader(Array(text.utf8))
    var names: [XMLName] = []
    while let event = try reader.next() {
      if case .elementStart(let tag) = event.content { names.append(tag.name) }
    }
    #expect(names == ["a", "b", "c", "d"].map { XMLName($0, namespace: "urn:x") })
  }

  @Test("what would not be well-formed is refused")
  func refusals() {
    let faults: [(inout XMLWriter) throws -> Void] = [
      { try $0.begin("1a") }, { try $0.begin("a b") }, { try $0.begin("") }, { try $0.begin("a:b") },
      { try $0.attribute("n", "v") },
      { writer in
        try writer.begin("a")
        try writer.attribute("n", "1")
        try writer.attribute("n", "2")
      },
      { writer in
        try writer.begin("a")
        try writer.attribute("n=\"\" m", "1")
      },
      { writer in
        try writer.begin("a")
        try writer.text("x")
        try writer.attribute("n", "1")
      },
      { writer in
        try writer.begin("a")
        try writer.endElement()
        try writer.begin("b")
      },
      { writer in
        try writer.startElement("a")
        try writer.attribute("n", "1")
      },
      { writer in
        try writer.begin("a")
        try writer.attribute("n", "\u{1}")
      },
    ]
    for fault in faults {
      #expect(throws: XMLError.self) {
        var writer = XMLWriter()
        try fault(&writer)
      }
    }
  }
}
