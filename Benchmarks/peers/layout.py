"""The objects of an HDF5 file as a list in which each comes after its parent, to be made again.

    layout.py FILE PLAN    writes the list for the bare C program, floor/write_nexus.c (the form is described there)
"""

import dataclasses
import struct
import sys

import h5py
import numpy


@dataclasses.dataclass
class Value:
    """Numbers or texts with their shape. Texts are a list of bytes; `width` is None where their length is free."""

    shape: tuple
    data: object
    width: int | None = None

    @property
    def is_text(self):
        return isinstance(self.data, list)


@dataclasses.dataclass
class Made:
    """A group (no value), a dataset, or a further name (`target`) of an object made before."""

    parent: int
    name: str
    path: str
    value: Value | None = None
    target: int | None = None
    link_order: int = 0
    attribute_order: int = 0
    is_compact: bool = False
    attributes: dict[str, Value] = dataclasses.field(default_factory=dict)


def value_of(space, datatype, read):
    """A stored value; refuses what the benchmark does not know how to write."""
    shape = space.shape
    if isinstance(datatype, h5py.h5t.TypeStringID):
        width = None if datatype.is_variable_str() else datatype.get_size()
        texts = [text if isinstance(text, bytes) else text.encode() for text in numpy.ravel(read()).tolist()]
        return Value(shape, texts, width)
    numbers = numpy.asarray(read())
    if numbers.dtype.kind not in "iufb":
        raise SystemExit(f"layout: values of type {numbers.dtype} are not known")
    return Value(shape, numbers)


def attributes_of(thing):
    def read(name):
        stored = h5py.h5a.open(thing.id, name.encode())
        return value_of(stored.get_space(), stored.get_type(), lambda: thing.attrs[name])

    return {name: read(name) for name in thing.attrs}


def dataset(parent, name, thing):
    creation = thing.id.get_create_plist()
    if creation.get_layout() == h5py.h5d.CHUNKED:
        raise SystemExit(f"layout: {thing.name} is chunked, which the benchmark does not write")
    return Made(
        parent, name, thing.name, value_of(thing.id.get_space(), thing.id.get_type(), lambda: thing[()]),
        attribute_order=creation.get_attr_creation_order(),
        is_compact=creation.get_layout() == h5py.h5d.COMPACT)


def group(parent, name, thing):
    creation = thing.id.get_create_plist() if name else thing.file.id.get_create_plist()
    return Made(
        parent, name, thing.name, link_order=creation.get_link_creation_order(),
        attribute_order=creation.get_attr_creation_order())


def layout(path):
    """The objects of a file; the first is the root, and numbers (`parent`, `target`) count this list."""
    made = []
    known = {}

    def walk(parent, name, thing):
        address = h5py.h5o.get_info(thing.id).addr
        if address in known:
            made.append(Made(parent, name, "", target=known[address]))
            return
        number = known[address] = len(made)
        is_dataset = isinstance(thing, h5py.Dataset)
        made.append(dataset(parent, name, thing) if is_dataset else group(parent, name, thing))
        made[number].attributes = attributes_of(thing)
        for child in [] if is_dataset else thing:
            if not isinstance(thing.get(child, getlink=True), h5py.HardLink):
                raise SystemExit(f"layout: {thing.name}/{child} is no hard link, which the benchmark does not write")
            walk(number, child, thing[child])

    with h5py.File(path, "r") as file:
        walk(0, "", file["/"])
    return made


def packed_text(text):
    return struct.pack("<I", len(text)) + text


def packed_value(value):
    """Class, width, rank, dimensions, data. Texts of free length follow each other, each with its length."""
    dimensions = struct.pack(f"<B{len(value.shape)}Q", len(value.shape), *value.shape)
    if value.is_text and value.width is None:
        return b"v" + struct.pack("<I", 0) + dimensions + b"".join(packed_text(text) for text in value.data)
    if value.is_text:
        data = b"".join(text.ljust(value.width, b"\0") for text in value.data)
        return b"s" + struct.pack("<I", value.width) + dimensions + data
    numbers = value.data
    kind = numbers.dtype.kind.encode()
    data = numbers.astype(numbers.dtype.newbyteorder("<")).tobytes()
    return kind + struct.pack("<I", numbers.dtype.itemsize) + dimensions + data


def packed(made):
    parts = []
    for number, item in enumerate(made):
        head = struct.pack("<I", item.parent) + packed_text(item.name.encode())
        if item.target is not None:
            parts.append(b"L" + head + struct.pack("<I", item.target))
        elif item.value is None:
            parts.append(b"G" + head + struct.pack("<BB", item.link_order, item.attribute_order))
        else:
            parts.append(
                b"D" + head + struct.pack("<BB", item.is_compact, item.attribute_order) + packed_value(item.value))
        for name, value in item.attributes.items():
            parts.append(b"A" + struct.pack("<I", number) + packed_text(name.encode()) + packed_value(value))
    return struct.pack("<II", len(made), len(parts)) + b"".join(parts)


if __name__ == "__main__":
    with open(sys.argv[2], "wb") as plan:
        plan.write(packed(layout(sys.argv[1])))
