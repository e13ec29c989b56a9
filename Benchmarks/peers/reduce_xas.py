"""From mu to chi(R) with Larch: prints CPU seconds for each spectrum, how many there were, the sum of all magnitudes.

    reduce_xas.py KIND FILE COUNT    KIND is one, series (E0 given), series-e0 (E0 found), wavelet, or floor-ffts (numpy's
                                     two transforms of 2,048 points alone)
"""

import sys
import time

import numpy
from larch import Group
from larch.io import read_ascii
from larch.xafs import autobk, cauchy_wavelet, find_e0, pre_edge, xftf

kind, file, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
data = read_ascii(file)
energy, mu = data.energy, data.mutrans
index = numpy.arange(len(mu))
e0 = find_e0(energy, mu)


def reduce(mu, e0):
    group = Group(energy=energy, mu=mu)
    pre_edge(group, e0=e0)
    autobk(group)
    xftf(group, kmin=3, kmax=14, dk=4, kweight=2, window="kaiser")
    return group


first = reduce(mu, e0)
total = 0.0
series = [mu * (1 + 1e-5 * number) + 1e-5 * numpy.sin(0.7 * index * number) for number in range(count)]
start = time.process_time()
for number in range(count):
    if kind == "one":
        total += reduce(mu, e0).chir_mag.sum()
    elif kind == "wavelet":
        group = Group(k=first.k, chi=first.chi)
        cauchy_wavelet(group, kweight=2, rmax_out=6)
        total += group.wcauchy_mag.sum()
    elif kind == "floor-ffts":
        total += abs(numpy.fft.fft(first.chi, 2048)).sum() + abs(numpy.fft.fft(first.chi, 2048)).sum()
    else:
        total += reduce(series[number], e0 if kind == "series" else None).chir_mag.sum()
print((time.process_time() - start) / count, count, total)
