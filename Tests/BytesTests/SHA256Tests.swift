/// Hashes from FIPS 180-2 and its examples.
import Bytes
import Testing

@Suite struct SHA256Tests {
  @Test(
    "known texts have their known hashes",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func known(text: String, hash: String) throws {
    #expect(try SHA256.digest(of: Array(text.utf8)).hex == hash)
  }

  @Test("a million letters in uneven pieces hash as the standard says")
  func streaming() throws {
    var hash = try SHA256()
    var rest = 1_000_000
    var piece = 1
    while rest > 0 {
      let count = min(piece, rest)
      try hash.update([UInt8](repeating: 0x61, count: count).span)
      rest -= count
      piece = piece * 3 % 70_001 + 1
    }
    let digest = try hash.finish()
    #expect(digest.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(digest.bytes.count == 32)
  }
}
