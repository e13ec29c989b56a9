/// Typed arrays and the walk through large ones.
import Bytes
import Testing

@Suite struct TypedArrayTests {
  @Test("elements come back in their own type and in no other")
  func elements() {
    let array = TypedArray([1, 2, 3, 4, 5, 6] as [Int16], shape: [2, 3])
    #expect(array.type == .int16)
    #expect(array.shape == [2, 3])
    #expect(array.count == 6)
    #expect(array.bytes.count == 12)
    #expect(array.elements(as: Int16.self) == [1, 2, 3, 4, 5, 6])
    #expect(array.elements(as: UInt16.self) == nil)
    #expect(array.doubles() == [1, 2, 3, 4, 5, 6])
  }

  @Test("every number type widens to the same doubles")
  func widening() {
    func check<N: ArrayElement & ExpressibleByIntegerLiteral>(_: N.Type) {
      let array = TypedArray([0, 7, 100] as [N])
      #expect(array.doubles() == [0, 7, 100])
      #expect(array.type.byteWidth == MemoryLayout<N>.size)
    }
    check(Int8.self)
    check(UInt8.self)
    check(Int16.self)
    check(UInt16.self)
    check(Int32.self)
    check(UInt32.self)
    check(Int64.self)
    check(UInt64.self)
    check(Float.self)
    check(Double.self)
    #expect(TypedArray([-1] as [Int8]).doubles() == [-1])
    #expect(TypedArray([UInt64.max]).doubles() == [18446744073709551616.0])
  }

  @Test("complex numbers give magnitudes, also where squares would overflow")
  func complex() {
    let array = TypedArray(real: [3, 3e200], imaginary: [-4, 4e200])
    #expect(array.type == .complex128)
    #expect(array.count == 2)
    #expect(array.doubles().first == 5)
    #expect(abs(array.doubles()[1] / 5e200 - 1) < 1e-15)
    let single = TypedArray(type: .complex64, shape: [1], bytes: TypedArray([Float(6), Float(8)]).bytes)
    #expect(single?.doubles() == [10])
  }

  @Test("scalars have no dimensions and one element")
  func scalars() {
    let number = TypedArray(scalar: 8979.0)
    #expect(number.isScalar && number.count == 1)
    #expect(number.singleNumber == 8979)
    #expect(number.singleText == nil)
    let text = TypedArray(scalar: "Cu")
    #expect(text.isScalar && text.singleText == "Cu" && text.singleNumber == nil)
    #expect(text.doubles() == [])
  }

  @Test("bytes that do not fit type and shape are refused")
  func misfits() {
    #expect(TypedArray(type: .float64, shape: [2], bytes: [UInt8](repeating: 0, count: 15)) == nil)
    #expect(TypedArray(type: .int8, shape: [-1], bytes: []) == nil)
    #expect(TypedArray(type: .int8, shape: [-1, -3], bytes: [1, 2, 3]) == nil)
    #expect(TypedArray(type: .text, shape: [0], bytes: []) == nil)
    #expect(TypedArray(type: .int32, shape: [0, .max, .max], bytes: [])?.count == 0)
    #expect(TypedArray(type: .int32, shape: [.max, .max, 0], bytes: [])?.count == 0)
    #expect(TypedArray(type: .int8, shape: [.max, 2], bytes: []) == nil)
    #expect(TypedArray.byteCount(ofShape: [1 << 61], type: .int64) == nil)
    #expect(TypedArray.byteCount(ofShape: [3, 4], type: .complex128) == 192)
  }

  @Test("a shape that does not fit leaves the array one-dimensional, however absurd it is")
  func absurdShapes() {
    #expect(TypedArray([1.0, 2.0], shape: [.max, .max]).shape == [2])
    #expect(TypedArray(["a"], shape: [.max, .max]).shape == [1])
    #expect(TypedArray(["a", "b"]).reshaped([.max, .max]) == nil)
    #expect(TypedArray(["a", "b"]).reshaped([2, 1])?.shape == [2, 1])
    #expect(TypedArray([1.0, 2.0]).reshaped([1, 2])?.elements(as: Double.self) == [1, 2])
    #expect(TypedArray([1.0, 2.0]).reshaped([3]) == nil)
  }

  @Test("an array is filled in place, and its filler's error comes through")
  func filling() {
    let array = TypedArray(type: .uint16, shape: [2]) { buffer in
      #expect(buffer.allSatisfy { $0 == 0 })
      buffer.storeBytes(of: 515, toByteOffset: 2, as: UInt16.self)
    }
    #expect(array.elements(as: UInt16.self) == [0, 515])
    let error = kind { () throws(BlockError) in
      try TypedArray(type: .uint8, shape: [1]) { _ throws(BlockError) in throw BlockError("no bytes") }
    }
    #expect(error == BlockError("no bytes"))
    let impossible = TypedArray(type: .uint8, shape: [.max, .max]) { _ in Issue.record("there is nothing to fill") }
    #expect(impossible.count == 0 && impossible.shape == [0])
  }

  @Test("equality and hash tell types, shapes and NaNs apart by their bits")
  func equality() {
    #expect(TypedArray([1, 2] as [Int32]) != TypedArray([1, 2] as [UInt32]))
    #expect(TypedArray([1.0, 2.0]) != TypedArray([1.0, 2.0], shape: [2, 1]))
    #expect(TypedArray([Double.nan]) == TypedArray([Double.nan]))
    #expect(TypedArray([0.0]) != TypedArray([-0.0]))
    #expect(Set([TypedArray(["a"]), TypedArray(["a"])]).count == 1)
  }

  @Test("what a type is, is told")
  func types() {
    #expect(ElementType.allCases.filter(\.isInteger).count == 8)
    #expect(ElementType.allCases.filter(\.isComplex) == [.complex64, .complex128])
    #expect(ElementType.allCases.filter { !$0.isNumeric } == [.text])
    #expect(ElementType.text.byteWidth == 0)
  }
}

@Suite struct SlabWalkTests {
  /// The slabs of a walk, checked to cover every element once and in storage order.
  private func slabs(_ shape: [Int], width: Int, block: [Int]? = nil, limit: Int) -> [Slab] {
    let slabs = Array(SlabWalk(shape: shape, elementWidth: width, preferredBlock: block, byteLimit: limit))
    var next = 0
    for slab in slabs {
      var first = 0
      for (start, length) in zip(slab.start, shape) { first = first * length + start }
      #expect(first == next)
      next += slab.elementCount
      for (index, length) in shape.enumerated() { #expect(slab.start[index] + slab.count[index] <= length) }
    }
    #expect(next == shape.reduce(1, *))
    return slabs
  }

  @Test("a walk covers every element once, in storage order, within the limit")
  func coverage() {
    for shape in [[7], [3, 5], [2, 3, 4], [1, 1, 9], [5, 1, 2, 3], [4, 100]] {
      for limit in [1, 8, 16, 64, 1000] {
        for slab in slabs(shape, width: 8, limit: limit) { #expect(slab.elementCount * 8 <= max(limit, 8)) }
      }
    }
  }

  @Test("a small array is one slab, a scalar is one element")
  func small() {
    #expect(slabs([10, 10], width: 8, limit: 1 << 20) == [Slab(all: [10, 10])])
    #expect(slabs([], width: 8, limit: 10) == [Slab(start: [], count: [])])
  }

  @Test("slabs begin at the borders of the preferred blocks")
  func alignment() {
    let walk = slabs([100, 10], width: 1, block: [8, 5], limit: 200)
    #expect(walk.first?.count == [16, 10])
    #expect(walk.allSatisfy { $0.start[0] % 8 == 0 })
    #expect(slabs([100, 10], width: 1, block: [8, 5], limit: 30).first?.count == [8, 10])
  }

  @Test("a block too tall to be held is cut")
  func tallBlock() {
    let walk = slabs([100_000, 10], width: 8, block: [100_000 - 1, 1], limit: 800)
    #expect(walk.allSatisfy { $0.elementCount * 8 <= 800 })
  }

  @Test("shapes that a damaged file may declare do no harm")
  func absurdShapes() {
    #expect(Array(SlabWalk(shape: [0, 5], elementWidth: 8)) == [])
    #expect(Array(SlabWalk(shape: [5, 0], elementWidth: 8)) == [])
    #expect(Array(SlabWalk(shape: [-5, 3], elementWidth: 8)) == [])
    var huge = SlabWalk(shape: [.max, .max, .max], elementWidth: 8, preferredBlock: [.max - 1, 2, .max - 1])
    #expect(huge.next()?.start == [0, 0, 0])
    #expect(huge.next()?.start == [0, 0, 1 << 17])
    #expect(Slab(all: [.max, .max]).elementCount == .max)
    var narrow = SlabWalk(shape: [3], elementWidth: 0, preferredBlock: [1, 1], byteLimit: -1)
    #expect(narrow.next() == Slab(start: [0], count: [1]))
  }
}
