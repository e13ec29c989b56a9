"""What a person with Larch and h5py would run: reads XDI files and writes the objects that Edgewise writes.

    convert_xdi.py EXAMPLE OUT PROCESSES KEEP FILE...

EXAMPLE is what Edgewise made of the first file, from which the list of objects is learnt; the values are those of each file. KEEP is
`plain`, or `durable` for outputs that are synchronised and renamed as those of Edgewise are. Prints the seconds from
the first reading to the last writing: imports, the learning and the start of Python are not in them.
"""

import os
import pathlib
import sys
import time

import h5py
import numpy
from larch.io import read_xdi
from layout import layout

METADATA = "/entry/metadata/"


def columns_of(expression):
    """The names in `ln(A/B)`."""
    above, _, below = expression.removeprefix("ln(").removesuffix(")").partition("/")
    return above, below


def array_source(item, example):
    """Where the values of an array come from in a Larch group: a column, the logarithm of a ratio of two, or nowhere."""
    if "derived" in item.attributes:
        above, below = columns_of(item.attributes["derived"].data[0].decode())
        return lambda group: numpy.log(getattr(group, above) / getattr(group, below))
    name = item.name
    if not hasattr(example, name):
        fixed = constant(item.value)
        return lambda group: fixed
    if not numpy.array_equal(getattr(example, name), item.value.data):
        raise SystemExit(f"convert_xdi: Larch and Edgewise differ in {item.path}")
    return lambda group: getattr(group, name)


def constant(value):
    """A value as h5py takes it most readily."""
    if not value.is_text:
        return value.data[()]
    texts = [text.decode() for text in value.data]
    return texts if value.shape else texts[0]


def source(item, example):
    """How to get the value of a dataset from a Larch group; what no group holds is the same for all files."""
    if item.value.shape:
        return array_source(item, example)
    fixed = constant(item.value)
    family, _, key = item.path.removeprefix(METADATA).partition("/")
    family, key = family.lower(), key.lower()
    if item.path.startswith(METADATA) and key in example.attrs.get(family, {}):
        return lambda group: group.attrs[family][key]
    return lambda group: fixed


def recipe(example_output, example_input):
    """For each object of the example: what it is and where its value comes from."""
    example = read_xdi(example_input)
    return [
        (item, source(item, example) if item.value else None,
         [(name, constant(value)) for name, value in item.attributes.items()])
        for item in layout(example_output)
    ]


def write(path, steps, group):
    with h5py.File(path, "w") as file:
        made = []
        for item, value, attributes in steps:
            if not made:
                thing = file
            elif item.target is not None:
                thing = made[item.parent][item.name] = made[item.target]
            elif value:
                thing = made[item.parent].create_dataset(item.name, data=value(group))
            else:
                thing = made[item.parent].create_group(item.name)
            for name, attribute in attributes:
                thing.attrs[name] = attribute
            made.append(thing)


def synchronize(path, flags=os.O_RDONLY):
    descriptor = os.open(path, flags)
    os.fsync(descriptor)
    os.close(descriptor)


def convert(files, out, steps, is_durable):
    for file in files:
        output = out / (file.stem + ".nxs")
        if not is_durable:
            write(output, steps, read_xdi(str(file)))
            continue
        temporary = out / f".{file.stem}.tmp"
        write(temporary, steps, read_xdi(str(file)))
        synchronize(temporary)
        temporary.rename(output)
        synchronize(out)


def main():
    example, out, processes, keep = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    files = [pathlib.Path(name) for name in sys.argv[5:]]
    steps = recipe(example, str(files[0]))
    out.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    children = []
    for part in range(1, processes):
        child = os.fork()
        if child == 0:
            convert(files[part::processes], out, steps, keep == "durable")
            os._exit(0)
        children.append(child)
    convert(files[0::processes], out, steps, keep == "durable")
    failed = [child for child in children if os.waitpid(child, 0)[1] != 0]
    print(time.perf_counter() - start)
    sys.exit(1 if failed else 0)


main()
