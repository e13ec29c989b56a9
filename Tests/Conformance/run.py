"""Lets the field's own programs judge what Edgewise writes.

Larch reads our XDI and our Athena projects, h5py and silx read our NeXus and find a plot in it, nexusformat's validator finds no error in our
NXxas, and jsonschema holds our reports to our own schemas. Run by `make conformance`; EDGEWISE names the binary.
"""

import json
import logging
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py
import jsonschema
import numpy

PROJECT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = PROJECT / "Examples"
CORPUS = pathlib.Path(os.environ.get("EDGEWISE_CORPUS") or PROJECT.parent / "shared" / "corpus")
EDGEWISE = os.environ["EDGEWISE"]

passed = 0
failures = []


def edgewise(*arguments, codes=(0,)):
    run = subprocess.run([EDGEWISE, *map(str, arguments)], capture_output=True, text=True)
    if run.returncode not in codes:
        raise AssertionError(f"edgewise {' '.join(map(str, arguments))}: exit {run.returncode}\n{run.stderr.strip()}")
    return run.stdout


def check(name, body):
    """Runs one check; an exception is its failure."""
    global passed
    try:
        body()
        passed += 1
    except Exception as error:  # noqa: BLE001 - whatever a peer raises is a verdict on our file
        failures.append(name)
        print(f"FAILED  {name}\n        {type(error).__name__}: {error}")


def spectra():
    """Spectra to write: our own examples, and the real files when they are there."""
    own = sorted((EXAMPLES / "ChargeSeries").glob("*.xdi"))
    real = [p for family in ("xdi", "xasdatalibrary", "larch-text") for p in sorted((CORPUS / family).rglob("*.xdi"))]
    return own, real


def measurement(path):
    """The first measurement of a file as Edgewise reports it."""
    report = json.loads(edgewise("inspect", path, "--values", "--format", "json", codes=(0, 1)))
    return report["files"][0]["measurements"][0]


def channels(path):
    """Name and exact values of each channel, as Edgewise reports them."""
    return {c["name"]: numpy.array([math.nan if v is None else v for v in c["values"]], dtype=float)
            for c in measurement(path)["channels"] if c["type"] != "text"}


def larch_reads_xdi(source, folder):
    from larch.io import read_xdi
    target = folder / (source.stem + ".xdi")
    edgewise("convert", source, "-o", target, "--on-exist", "overwrite", codes=(0, 1))
    group = read_xdi(str(target))
    # What XDI's Outer blocks say stands beside the columns in Larch, and is a channel in our model.
    labels = [label.lower() for label in group.array_labels]
    ours = {name: values for name, values in channels(source).items() if name.lower() in labels or "outer" not in
            source.read_text(errors="replace").lower()}
    theirs = numpy.array(group.data)
    assert theirs.shape[0] == len(ours), f"{theirs.shape[0]} columns, not {len(ours)}"
    has_blocks = len(ours) != len(channels(source))
    for (name, values), column in zip(ours.items(), theirs):
        assert has_blocks or len(values) == len(column), f"{len(column)} rows, not {len(values)}"
        # Of a table in Outer blocks Larch reads the last block only.
        last = values[-len(column):]
        assert numpy.array_equal(last, column, equal_nan=True), f"column {name} differs"


def projects():
    """Real Athena projects, when they are there."""
    return sorted((CORPUS / "athena-prj").glob("*.prj"))


def larch_groups(path):
    """The groups of a project as Larch reads them, pre-edge and normalisation included."""
    from larch.io import read_athena
    return {name: group for name, group in vars(read_athena(str(path))).items() if hasattr(group, "energy")}


def same(a, b):
    if isinstance(a, numpy.ndarray) or isinstance(b, numpy.ndarray):
        return numpy.array_equal(a, b, equal_nan=True)
    return a == b or (a != a and b != b)


def larch_reads_project_alike(source, folder):
    """A project that went through Edgewise is to Larch what it was: data, labels, parameters, normalisation."""
    target = folder / source.name
    edgewise("convert", source, "-o", target, "--on-exist", "overwrite", codes=(0, 1))
    before, after = larch_groups(source), larch_groups(target)
    assert list(before) == list(after), "the groups differ"
    for name, group in before.items():
        for part in ("label", "energy", "mu", "i0", "signal", "stddev", "k", "chi", "e0", "edge_step"):
            assert same(getattr(group, part, None), getattr(after[name], part, None)), f"{name}: {part} differs"
        for part in ("bkg", "fft"):
            theirs = vars(getattr(group.athena_params, part))
            ours = vars(getattr(after[name].athena_params, part))
            wrong = [key for key in theirs.keys() | ours.keys()
                     if not key.startswith("_") and not same(theirs.get(key), ours.get(key))]
            assert not wrong, f"{name}: {part}_{wrong[0]} differs"


def larch_reads_our_project(source, folder):
    """A spectrum that Edgewise put into a project has for Larch the values and E0 that Edgewise reports."""
    target = folder / (source.stem + ".prj")
    has_axis = {"energy", "angle", "k"} & {c["role"] for c in measurement(source)["channels"]}
    edgewise("convert", source, "-o", target, "--on-exist", "overwrite", codes=(0, 1) if has_axis else (4,))
    if not has_axis:
        return
    ours = channels(target)
    group, = larch_groups(target).values()
    # Larch sorts, and moves energies that are equal.
    if (numpy.diff(ours["x"]) > 1e-3).all():
        assert numpy.array_equal(group.energy, ours["x"]), "energies differ"
        assert numpy.array_equal(group.mu, ours["y"], equal_nan=True), "mu differs"
    assert group.e0 == group.athena_params.bkg.e0 > 0, "E0 was not taken over"


def larch_reads_any_label(source, folder):
    label = "undefined => 5 $x @y 'single' \"double\" \u00e9 C:\\x{27} #"
    lines = source.read_text().splitlines()
    lines = [f"# Sample.name: {label}" if line.startswith("# Sample.name:") else line for line in lines]
    labelled, target = folder / "label.xdi", folder / "label.prj"
    labelled.write_text("\n".join(lines) + "\n")
    edgewise("convert", labelled, "-o", target, "--on-exist", "overwrite", codes=(0, 1))
    group, = larch_groups(target).values()
    assert group.label == label, f"Larch reads {group.label!r}"


def peers_open_nexus(target, source):
    import silx.io
    import silx.io.nxdata
    with h5py.File(target, "r") as file:
        file.visititems(lambda name, item: item[()] if isinstance(item, h5py.Dataset) else None)
        entry = file[file.attrs["default"]]
        data = entry[entry.attrs["default"]]
        ours = channels(source)
        stored = {}
        for name, item in data.items():
            if "role" in item.attrs:
                stored.setdefault(item.attrs.get("edgewise_name", name), item[()])
        for name, values in ours.items():
            if values.ndim == 1 and name in stored:
                assert numpy.array_equal(values, stored[name], equal_nan=True), f"h5py: {name} differs"
    with silx.io.open(str(target)) as file:
        plot = silx.io.nxdata.get_default(file, validate=True)
        assert plot is not None and plot.is_valid, "silx finds no default plot"
        assert plot.signal.ndim == 1 and len(plot.axes) == 1 and plot.axes[0] is not None, "silx: not a curve over an axis"


class Messages(logging.Handler):
    def __init__(self):
        super().__init__(level=logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(record)


def nexusformat_accepts(target):
    """True when the file claims NXxas and nexusformat finds no error in it; False when it claims nothing."""
    from nexusformat.nexus import validate
    with h5py.File(target, "r") as file:
        if "definition" not in file[file.attrs["default"]]:
            return False
    messages = Messages()
    own_handlers = validate.logger.handlers
    validate.logger.handlers = [messages]
    try:
        validate.validate_application(str(target))
    finally:
        validate.logger.handlers = own_handlers
    # Its headings and its summary come as "critical"; faults as "error".
    errors = [r.getMessage() for r in messages.records if r.levelno == logging.ERROR]
    assert any("Total number of errors" in r.getMessage() for r in messages.records), "nexusformat gave no verdict"
    assert not errors, "; ".join(errors)
    return True


def report_keeps_schema(schema_name, *arguments, codes=(0,)):
    schema = json.loads(edgewise("schemas", "show", schema_name))
    document = json.loads(edgewise(*arguments, codes=codes))
    assert document["schema"] == schema_name, document["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


def main():
    own, real = spectra()
    assert own, "Examples/ChargeSeries holds no XDI files"
    claimed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for index, source in enumerate(own + real):
            target = folder / f"{index}.nxs"
            label = f"{source.parent.name}/{source.name}"
            edgewise("convert", source, "-o", target, codes=(0, 1))
            check(f"Larch reads the XDI of {label}", lambda: larch_reads_xdi(source, folder))
            check(f"Larch reads the project of {label}", lambda: larch_reads_our_project(source, folder))
            check(f"h5py and silx open the NeXus of {label}", lambda: peers_open_nexus(target, source))

            def validate():
                nonlocal claimed
                claimed += nexusformat_accepts(target)
            check(f"nexusformat accepts the NeXus of {label}", validate)
        for source in projects():
            check(f"Larch reads {source.name} alike before and after", lambda: larch_reads_project_alike(source, folder))
        check("Larch reads any label", lambda: larch_reads_any_label(own[0], folder))
        check("at least one file claims NXxas", lambda: None if claimed else (_ for _ in ()).throw(AssertionError("none")))
        first, second, target = own[0], own[1], folder / "0.nxs"
        for schema, arguments, codes in [
            ("edgewise.formats/1", ["formats"], (0,)),
            ("edgewise.identify/1", ["identify", first, target], (0,)),
            ("edgewise.inspect/1", ["inspect", first, target, "--values"], (0,)),
            ("edgewise.convert/1", ["convert", first, "-o", folder / "schema.nxs", "--verify"], (0,)),
            ("edgewise.diff/1", ["diff", first, second], (1,)),
            ("edgewise.schemas/1", ["schemas", "list"], (0,)),
        ]:
            check(f"{arguments[0]} keeps {schema}",
                  lambda: report_keeps_schema(schema, *arguments, "--format", "json", codes=codes))
    print(f"{len(own)} own and {len(real)} real spectra, {len(projects())} real projects; {claimed} files claimed NXxas")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
