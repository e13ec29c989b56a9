"""Lets the field's own programs judge what Edgewise writes.

Larch reads our XDI and our Athena projects, h5py and silx read our NeXus and find a plot in it, csv, numpy and a parser of
Igor text read what is written for plotting programs, the validators of
nexusformat and of pynxtools find no error in the definitions we claim, in any family of NXxas, and jsonschema and xmlschema hold our reports and
metadata documents to our own schemas, and sarif-om has the classes of the SARIF standard. Run by `make conformance`; EDGEWISE names the binary.
"""

import collections
import hashlib
import json
import logging
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import attr
import h5py
import jsonschema
import numpy
import sarif_om
import xmlschema

import families
import filters
import plotting

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


def plotting_programs_read(source, folder):
    """What goes to Origin, Igor and bare readers has the values and units that Edgewise reports."""
    report = measurement(source)
    ours = {name: values for name, values in channels(source).items() if values.ndim == 1}
    length = len(ours[report["channels"][0]["name"]])
    ours = {name: values for name, values in ours.items() if len(values) == length}
    units = {c["name"]: c.get("unit") for c in report["channels"]}
    target = {ending: folder / f"plot{ending}" for ending in (".csv", ".itx", ".xy", ".nxdata.h5")}
    for path in target.values():
        # Without a signal there are no two columns.
        codes = (0, 1, 4) if path.suffix == ".xy" else (0, 1)
        edgewise("convert", source, "-o", path, "--verify", "--on-exist", "overwrite", codes=codes)
    plotting.csv_reads_origin(target[".csv"], ours, units)
    plotting.igor_text_is_kept(target[".itx"], ours, units)
    energy = next((c["name"] for c in report["channels"] if c["role"] == "energy"), None)
    if energy and report["signals"] and len(ours[energy]) == length and energy.isidentifier():
        values = plotting.numpy_reads_two_columns(target[".xy"], ours[energy])
        plotting.silx_finds_plot(target[".nxdata.h5"], ours[energy], energy, units[energy], values)


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


def metadata_keeps_schema(target, source, schema):
    """The metadata document obeys its XML schema, and numpy computes the same checksums of the arrays."""
    edgewise("convert", source, "-o", target, "--on-exist", "overwrite", codes=(0, 1))
    schema.validate(str(target))
    space = {"m": "urn:edgewise:metadata:1"}
    values = channels(source)
    for channel in xml.etree.ElementTree.parse(target).iterfind(".//m:channel", space):
        array = channel.find("m:array", space)
        if array.get("type") != "float64":
            continue
        expected = hashlib.sha256(values[channel.get("name")].astype("<f8").tobytes()).hexdigest()
        assert array.get("sha256") == expected, f"the checksum of {channel.get('name')} differs"


class Messages(logging.Handler):
    def __init__(self):
        super().__init__(level=logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(record)


def definition_of(target, path):
    """The text of `definition` of an entry or subentry; None where there is none."""
    with h5py.File(target, "r") as file:
        stored = file.get(path + "/definition")
        return None if stored is None else stored[()].decode()


def version_of(target, path):
    with h5py.File(target, "r") as file:
        return file[path + "/definition"].attrs["version"]


def nexusformat_accepts(target, path, definitions=None):
    """nexusformat finds no error in an entry or subentry by its definition."""
    from nexusformat.nexus import validate
    messages = Messages()
    own_handlers = validate.logger.handlers
    validate.logger.handlers = [messages]
    try:
        validate.validate_application(str(target), path=path, definitions=definitions and str(definitions))
    finally:
        validate.logger.handlers = own_handlers
    # Its headings and its summary come as "critical"; faults as "error".
    errors = [r.getMessage() for r in messages.records if r.levelno == logging.ERROR]
    assert any("Total number of errors" in r.getMessage() for r in messages.records), "nexusformat gave no verdict"
    assert not errors, "; ".join(errors)


def pynxtools_accepts(target, entry, definition):
    """pynxtools finds nothing wrong in an entry by FAIRmat's definition of this name.

    What no definition mentions is not its business here, and a time without a zone is the source's fault.
    """
    from pynxtools.dataconverter import helpers, validation
    with h5py.File(target, "r") as file:
        logging.getLogger("pynxtools").setLevel(logging.CRITICAL)
        collect = helpers.collector.collect_and_log

        def collect_but_zones(where, problem, *rest, **more):
            if problem is not helpers.ValidationProblem.InvalidDatetime:
                collect(where, problem, *rest, **more)
        helpers.collector.collect_and_log = collect_but_zones
        try:
            validation.validate_hdf_group_against(definition, file[entry], str(target), True)
            problems = sorted(map(str, helpers.collector.get()))
        finally:
            helpers.collector.collect_and_log = collect
    assert not problems, "; ".join(problems)


def claims_are_kept(target):
    """Every definition that the first entry claims is kept. Returns the claims."""
    with h5py.File(target, "r") as file:
        entry = file.attrs["default"]
    claims = []
    for path in (entry, entry + "/nxxas"):
        definition = definition_of(target, path)
        if definition is None:
            continue
        claims.append(definition)
        if version_of(target, path) == "v2026.01":
            nexusformat_accepts(target, "/" + path)
        else:
            pynxtools_accepts(target, entry, definition)
    return claims


def proposal_definitions(folder):
    """The official definitions with the working group's proposals laid over them, by the makers' ids."""
    import nexusformat
    official = pathlib.Path(nexusformat.__file__).parent / "definitions"
    result = {}
    for maker, name in (("f688001", "working-group"), ("f688001 (inheritance)", "working-group-inheritance")):
        if not (CORPUS / "nxdl" / name).is_dir():
            continue
        result[maker] = folder / name
        shutil.copytree(official, result[maker], dirs_exist_ok=True)
        for source in (CORPUS / "nxdl" / name).glob("*.nxdl.xml"):
            is_application = 'category="application"' in source.read_text()
            for room in ("applications", "base_classes", "contributed_definitions"):
                (result[maker] / room / source.name).unlink(missing_ok=True)
            text = source.read_text()
            # The definition is called one thing and asks files to say another.
            target = source.name.replace("NXxas_trans.", "NXxas_transmission.") if "NXxas_transmission" in text else source.name
            text = text.replace('name="NXxas_trans" ', 'name="NXxas_transmission" ')
            (result[maker] / ("applications" if is_application else "base_classes") / target).write_text(text)
    return result


def convert_family(source, family, target):
    """Converts to a family; False when the data do not suffice, which Edgewise has to say."""
    report = json.loads(edgewise("convert", source, "-o", target, "--definition", family, "--verify", "--format",
                                 "json", "--on-exist", "overwrite"))
    assert report["files"][0]["verified"] is True, "not read back as written"
    refused = any(f["code"] == "NX-DEFINITION-FORCED" for f in report["files"][0]["findings"])
    claimed = definition_of(target, "entry")
    assert (claimed is None) == refused, f"refused: {refused}, claimed: {claimed}"
    return not refused


def family_is_kept(source, family, target, proposals):
    """What Edgewise makes of another program's file keeps the definition that was asked for."""
    if not convert_family(source, family, target):
        return False
    definition, version = definition_of(target, "entry"), version_of(target, "entry")
    assert definition == families.FAMILIES[family][1], definition
    if version == "v2026.01":
        nexusformat_accepts(target, "/entry")
    elif version in proposals:
        nexusformat_accepts(target, "/entry", proposals[version])
    elif not version.startswith("f688001"):
        pynxtools_accepts(target, "entry", definition)
    with h5py.File(target, "r") as file:
        energy = file["entry/data/energy"][()]
        assert numpy.array_equal(energy, families.ENERGY), "the energies differ"
    return True


def report_keeps_schema(schema_name, *arguments, codes=(0,)):
    schema = json.loads(edgewise("schemas", "show", schema_name))
    document = json.loads(edgewise(*arguments, codes=codes))
    assert document["schema"] == schema_name, document["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


# Which class of the SARIF standard stands under which key; under other keys stands text, or what is free.
SARIF_CLASSES = {
    "runs": "Run", "tool": "Tool", "driver": "ToolComponent", "rules": "ReportingDescriptor", "artifacts": "Artifact",
    "shortDescription": "MultiformatMessageString", "help": "MultiformatMessageString", "location": "ArtifactLocation",
    "defaultConfiguration": "ReportingConfiguration", "results": "Result", "message": "Message",
    "locations": "Location", "physicalLocation": "PhysicalLocation", "artifactLocation": "ArtifactLocation",
    "region": "Region", "logicalLocations": "LogicalLocation", "suppressions": "Suppression",
}


def sarif_complaints(value, kind="SarifLog", place=""):
    """Members that the class does not have, or that it must have, with their places."""
    members = {a.metadata["schema_property_name"]: a for a in attr.fields(getattr(sarif_om, kind))}
    found = [f"{place}/{key}: not in {kind}" for key in value if key not in members]
    found += [f"{place}/{key}: missing" for key, member in members.items()
              if member.default is attr.NOTHING and key not in value]
    for key, inner in value.items():
        if key in SARIF_CLASSES:
            for index, item in enumerate(inner if isinstance(inner, list) else [inner]):
                found += sarif_complaints(item, SARIF_CLASSES[key], f"{place}/{key}/{index}")
        elif key in members and key != "properties":
            assert not isinstance(inner, dict), f"{place}/{key} goes unchecked"
    return found


def sarif_keeps_standard(folder, source):
    """A run over what is valid, invalid, unreadable and suppressed has the members of the standard and no others."""
    (folder / "broken.xml").write_text("<a>\n<b></a>")
    (folder / "wild é.xml").write_text("<a/>")
    (folder / "known.txt").write_text("[XML-NO-SCHEMA]\nreason = no schema exists\n[XML-MORE]\nreason = never\n")
    text = edgewise("validate", source, folder / "broken.xml", folder / "wild é.xml", folder / "missing", "--suppress",
                    folder / "known.txt", "--format", "sarif", codes=(3,))
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    assert not sarif_complaints(log), sarif_complaints(log)
    (run,) = log["runs"]
    results = run["results"]
    assert [result["ruleId"] for result in results].count("XML-MALFORMED") == 1
    assert sum("suppressions" in result for result in results) == 1
    assert all(result["level"] in ("error", "warning", "note") for result in results)
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    results[0]["mesage"] = results[0].pop("message")
    assert len(sarif_complaints(log)) == 2, "the check would not notice a stranger, or that something is missing"


def require(condition):
    assert condition


def validators_see(folder):
    """Both validators find the fault when a field that is demanded goes missing: their silence means something."""
    source, target = folder / "NXxas_trans.h5", folder / "spoiled.nxs"
    for field, judge in [
        ("entry/element/name", lambda: pynxtools_accepts(target, "entry", "NXxas_trans")),
        ("entry/sample/name", lambda: nexusformat_accepts(target, "/entry")),
    ]:
        edgewise("convert", source, "-o", target, "--on-exist", "overwrite", "--definition",
                 "NXxas_trans" if "element" in field else "NXxasproc")
        with h5py.File(target, "r+") as file:
            del file[field]
        try:
            judge()
        except AssertionError:
            continue
        raise AssertionError(f"nobody misses {field}")


def convert_families(folder):
    """Every family to every family. Returns how many conversions the data sufficed for."""
    proposals = proposal_definitions(folder)
    done = 0
    for source in families.FAMILIES:
        path = folder / (source.replace(":", "_") + ".h5")
        families.write(source, path)
        for target in families.FAMILIES:
            output = folder / "family.nxs"

            def convert():
                nonlocal done
                done += family_is_kept(path, target, output, proposals)
                assert source != target or definition_of(output, "entry"), "not even itself"
            check(f"{source} to {target}", convert)
    return done


def main():
    own, real = spectra()
    assert own, "Examples/ChargeSeries holds no XDI files"
    claimed = collections.Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        schema = xmlschema.XMLSchema(edgewise("schemas", "show", "edgewise-metadata-1.xsd"))
        for index, source in enumerate(own + real):
            target = folder / f"{index}.nxs"
            label = f"{source.parent.name}/{source.name}"
            edgewise("convert", source, "-o", target, codes=(0, 1))
            check(f"Larch reads the XDI of {label}", lambda: larch_reads_xdi(source, folder))
            check(f"Larch reads the project of {label}", lambda: larch_reads_our_project(source, folder))
            check(f"h5py and silx open the NeXus of {label}", lambda: peers_open_nexus(target, source))
            check(f"plotting programs read {label}", lambda: plotting_programs_read(source, folder))

            check(f"validators accept what the NeXus of {label} claims",
                  lambda: claimed.update(claims_are_kept(target)))
            check(f"xmlschema accepts the metadata of {label}",
                  lambda: metadata_keeps_schema(folder / f"{index}.meta.xml", source, schema))
        check("NXxas and NXxas_trans are claimed", lambda: require(claimed["NXxas"] and claimed["NXxas_trans"]))
        families_pass = convert_families(folder)
        check("validators miss what is taken away", lambda: validators_see(folder))
        for project in projects():
            check(f"Larch reads {project.name} alike before and after",
                  lambda: larch_reads_project_alike(project, folder))
        check("Larch reads any label", lambda: larch_reads_any_label(own[0], folder))
        first, second, target = own[0], own[1], folder / "0.nxs"
        for index, (name, number, _) in enumerate(filters.FILTERS):
            check(f"frames through {name} ({number}) are read with its plugin, and it is named without",
                  lambda: filters.reads_with_and_without(EDGEWISE, folder, index))
        check("our SARIF keeps the standard", lambda: sarif_keeps_standard(folder, first))
        for name, arguments, codes in [
            ("edgewise.formats/1", ["formats"], (0,)),
            ("edgewise.identify/1", ["identify", first, target], (0,)),
            ("edgewise.inspect/1", ["inspect", first, target, "--values"], (0,)),
            ("edgewise.convert/1", ["convert", first, "-o", folder / "schema.nxs", "--verify"], (0,)),
            ("edgewise.diff/1", ["diff", first, second], (1,)),
            ("edgewise.schemas/1", ["schemas", "list"], (0,)),
            ("edgewise.templates/1", ["template", "list"], (0,)),
            ("edgewise.validate/1", ["validate", first, folder / "missing"], (3,)),
        ]:
            check(f"{arguments[0]} keeps {name}",
                  lambda: report_keeps_schema(name, *arguments, "--format", "json", codes=codes))
    print(f"{len(own)} own and {len(real)} real spectra, {len(projects())} real projects; claimed: {dict(claimed)}")
    print(f"{families_pass} of {len(families.FAMILIES) ** 2} conversions between families had the data for it")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
