"""Unpacks the NeXus definitions of one wheel: unpack-definitions.py WHEEL NEW-FOLDER.

Keeps the definitions, their schemas, style sheets and licences, and leaves the Python code behind. SOURCE.txt says
where the set is from, SHA256SUMS lets a later run see that it is whole.
"""

import hashlib
import pathlib
import sys
import zipfile

CATEGORIES = ("base_classes", "applications", "contributed_definitions")
SCHEMAS = ("nxdl.xsd", "nxdlTypes.xsd")
KEPT_SUFFIXES = (".nxdl.xml", ".xsl")
# One of the wheels carries no text of the licence its definitions are under; Debian does.
LICENCE = pathlib.Path("/usr/share/common-licenses/LGPL-3")


def place_of(member):
    """Where a member of the wheel goes inside the set, None when it stays behind."""
    first, second, *rest = pathlib.PurePosixPath(member).parts + ("", "")
    rest = [part for part in rest if part]
    if first.endswith(".dist-info") and second == "licenses" and rest:
        return pathlib.PurePosixPath("licenses", rest[-1])
    if second != "definitions":
        return None
    if len(rest) == 1 and rest[0] in SCHEMAS + ("NXDL_VERSION",):
        return pathlib.PurePosixPath(*rest)
    if len(rest) == 2 and rest[0] in CATEGORIES and rest[1].endswith(KEPT_SUFFIXES):
        return pathlib.PurePosixPath(*rest)
    return None


def unpack(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            place = place_of(member)
            if place is not None:
                target = folder / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(member))
    if LICENCE.exists() and not list(folder.glob("licenses/LGPL*")):
        (folder / "licenses" / "LGPL-3.0.txt").write_bytes(LICENCE.read_bytes())
    absent = [name for name in CATEGORIES + SCHEMAS if not (folder / name).exists()]
    if absent:
        sys.exit(f"{wheel.name} holds no {', '.join(absent)}: it is not a set of NeXus definitions.")


def describe(wheel, folder):
    package, version = wheel.name.split("-")[:2]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    definitions = (folder / "NXDL_VERSION").read_text().strip()
    (folder / "SOURCE.txt").write_text(
        f"wheel: {wheel.name}\npackage: {package}\nversion: {version}\nsha256: {digest}\n"
        f"definitions: {definitions}\nlicence: LGPL-3.0-or-later, as each definition says in its head\n"
    )


def sum_up(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in files]
    (folder / "SHA256SUMS").write_text("".join(lines))


def main():
    wheel, folder = map(pathlib.Path, sys.argv[1:])
    unpack(wheel, folder)
    describe(wheel, folder)
    sum_up(folder)


main()
