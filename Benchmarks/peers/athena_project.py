"""Reads or writes an Athena project with Larch and prints for each repetition: seconds, and how many records there are.

    athena_project.py read|plain|write FILE REPETITIONS

`read` is the call as people make it, which also normalises; `plain` reads and no more.

The time is that of the calls alone.
"""

import os
import sys
import tempfile
import time

from larch.io import create_athena, read_athena


def groups(project):
    return [project[name] for name in project.keys()]


def read(path, **options):
    start = time.perf_counter()
    project = read_athena(path, **options)
    return time.perf_counter() - start, len(project.keys())


def plain(path):
    return read(path, do_preedge=False, do_bkg=False, do_fft=False)


def write(path):
    members = groups(read_athena(path))
    folder = tempfile.mkdtemp()
    output = os.path.join(folder, "written.prj")
    project = create_athena(output)
    for member in members:
        project.add_group(member)
    start = time.perf_counter()
    project.save(output, use_gzip=True)
    elapsed = time.perf_counter() - start
    os.remove(output)
    os.rmdir(folder)
    return elapsed, len(members)


def main():
    action, path, repetitions = {"read": read, "plain": plain, "write": write}[sys.argv[1]], sys.argv[2], int(sys.argv[3])
    for _ in range(repetitions):
        print(*action(path))


main()
