"""Quick scans binned with numpy, a loop over the spectra: prints CPU seconds, how many values came of it and their sum.

    sweeps.py make FILE SPECTRA POINTS     writes energy, i0 and it as doubles
    sweeps.py WAY FILE SPECTRA REPETITIONS WAY is histogram (np.histogram with weights), digitize (np.digitize and
                                           np.bincount), even (the bin by arithmetic and np.bincount), or floor
                                           (nothing but the sums of the three columns)
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


def sums(way, energy, columns):
    """How many points each bin has, and the sums of each column there."""
    if way == "histogram":
        return [numpy.histogram(energy, EDGES, weights=column)[0] for column in (None, *columns)]
    index = numpy.digitize(energy, EDGES) - 1 if way == "digitize" else ((energy - EDGES[0]) * 0.5).astype(numpy.int64)
    return [numpy.bincount(index, column, minlength=501) for column in (None, *columns)]


def run(way, energy, i0, it, spectra):
    """The means of both detectors in each bin, spectrum by spectrum."""
    points = energy.size // spectra
    if way == "floor":
        energy.sum() + i0.sum() + it.sum()
        return [energy[:1]]
    rows = []
    for number in range(spectra):
        part = slice(number * points, (number + 1) * points)
        counts, *totals = sums(way, energy[part], (i0[part], it[part]))
        filled = numpy.flatnonzero(counts)
        means = [column[filled] / counts[filled] for column in totals]
        if filled.size < counts.size:
            means = [numpy.interp(numpy.arange(filled[0], filled[-1] + 1), filled, column) for column in means]
        rows += means
    return rows


if sys.argv[1] == "make":
    make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
else:
    columns = numpy.fromfile(sys.argv[2]).reshape(3, -1)
    for _ in range(int(sys.argv[4])):
        start = time.process_time()
        rows = run(sys.argv[1], *columns, int(sys.argv[3]))
        seconds = time.process_time() - start
        print(seconds, sum(row.size for row in rows), float(sum(row.sum() for row in rows)))
