"""Quick scans binned with numpy, a loop over the spectra: prints CPU seconds, how many values came of it and their sum.

    sweeps.py make FILE SPECTRA POINTS     writes energy, i0 and it as doubles
    sweeps.py WAY FILE SPECTRA REPETITIONS WAY is digitize (np.digitize and np.bincount) or even (the bin by arithmetic)
"""

import sys
import time

import numpy

EDGES = 8899 + 2.0 * numpy.arange(502)


def make(file, spectra, points):
    """Sweeps of a driven crystal, up and down, with the jitter of an encoder, over the copper edge."""
    random = numpy.random.default_rng(20261121)
    phase = (numpy.arange(spectra * points) + random.random(spectra * points)) / points
    energy = 9400 - 500 * numpy.cos(numpy.pi * phase)
    mu = 0.3 + numpy.arctan((energy - 8979) / 1.5) / numpy.pi
    i0 = 1e5 * (1 + 0.01 * numpy.sin(phase / 7))
    with open(file, "wb") as output:
        for column in (energy, i0, i0 * numpy.exp(-mu)):
            column.tofile(output)


def bins(way, energy):
    if way == "digitize":
        return numpy.digitize(energy, EDGES) - 1
    return ((energy - EDGES[0]) * 0.5).astype(numpy.int64)


def run(way, energy, i0, it, spectra):
    points = energy.size // spectra
    count, total = 0, 0.0
    for number in range(spectra):
        part = slice(number * points, (number + 1) * points)
        index = bins(way, energy[part])
        weights = numpy.bincount(index, minlength=501)
        filled = numpy.flatnonzero(weights)
        mu = []
        for column in (i0, it):
            means = numpy.bincount(index, column[part], minlength=501)[filled] / weights[filled]
            mu.append(numpy.interp(numpy.arange(filled[0], filled[-1] + 1), filled, means))
        values = numpy.log(mu[0] / mu[1])
        count += values.size
        total += values.sum()
    return count, float(total)


if sys.argv[1] == "make":
    make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
else:
    columns = numpy.fromfile(sys.argv[2]).reshape(3, -1)
    for _ in range(int(sys.argv[4])):
        start = time.process_time()
        count, total = run(sys.argv[1], *columns, int(sys.argv[3]))
        print(time.process_time() - start, count, total)
