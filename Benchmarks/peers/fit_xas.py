"""Fits with Larch: prints CPU seconds for each, how many there were, and a number to agree on.

    fit_xas.py KIND FILE FOLDER COUNT    KIND is lcf, one or thirteen; FOLDER holds feff0001.dat ... feff0013.dat
"""

import sys
import time

import numpy
from larch import Group
from larch.fitting import param, param_group
from larch.io import read_ascii
from larch.math.lincombo_fitting import lincombo_fit
from larch.xafs import (TransformGroup, autobk, feffit, feffit_dataset, feffpath, feffit_transform, pre_edge)

kind, file, folder, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
data = read_ascii(file)
group = Group(energy=data.energy, mu=data.mutrans, filename="data")
pre_edge(group)
autobk(group)


def combine():
    standards = []
    for period in (20.0, 27.0, 34.0):
        standards.append(Group(energy=group.energy, norm=group.norm * (1 + 0.1 * numpy.sin(group.energy / period)),
                               filename=f"s{period:.0f}", groupname=f"s{period:.0f}"))
    index = numpy.arange(len(group.energy))
    mixed = sum(weight * standard.norm for weight, standard in zip((0.2, 0.3, 0.5), standards))
    unknowns = [Group(energy=group.energy, norm=mixed + 1e-3 * numpy.sin(0.7 * index * (number + 1)),
                      filename=f"u{number}", groupname=f"u{number}") for number in range(count)]
    return [lambda unknown=unknown: list(lincombo_fit(unknown, standards, xmin=8960, xmax=9080, arrayname="norm",
                                                      sum_to_one=True).weights.values())[0] for unknown in unknowns]


def fits(thirteen):
    shells = 5 if thirteen else 1
    transform = feffit_transform(kmin=3, kmax=17, kw=[2, 1, 3] if thirteen else 2, dk=4, window="kaiser", rmin=1.4,
                                 rmax=4.7 if thirteen else 3.0)

    def fit():
        start = {f"ss{number}": param(0.006, vary=True) for number in range(shells)}
        parameters = param_group(s02=param(0.9, vary=True), de0=param(1.0, vary=True), alpha=param(0.0, vary=True), **start)
        paths = [feffpath(f"{folder}/feff{number + 1:04d}.dat", s02="s02", e0="de0", deltar="alpha*reff",
                          sigma2=f"ss{min(number // 3, shells - 1)}") for number in range(13 if thirteen else 1)]
        plain = Group(k=group.k, chi=group.chi)
        return feffit(parameters, feffit_dataset(data=plain, pathlist=paths, transform=transform)).rfactor

    return [fit] * count


tasks = combine() if kind == "lcf" else fits(kind == "thirteen")
tasks[0]()
start = time.process_time()
total = sum(task() for task in tasks)
print((time.process_time() - start) / count, count, total / count)
