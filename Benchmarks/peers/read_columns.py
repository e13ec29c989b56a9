"""Reads a file of columns with pandas or numpy and prints for each repetition: seconds, the count and the sum of all numbers.

    read_columns.py pandas|loadtxt FILE REPETITIONS

The time is that of the call alone.
"""

import sys
import time

import numpy
import pandas


def read_pandas(path):
    return pandas.read_csv(path, sep=r"\s+", comment="#", header=None, engine="c")


READERS = {
    "pandas": read_pandas,
    "loadtxt": numpy.loadtxt,
}


def main():
    reader, path, repetitions = READERS[sys.argv[1]], sys.argv[2], int(sys.argv[3])
    for _ in range(repetitions):
        start = time.perf_counter()
        values = reader(path)
        elapsed = time.perf_counter() - start
        numbers = numpy.asarray(values)
        print(elapsed, numbers.size, sum(float(numbers[:, column].sum()) for column in range(numbers.shape[1])))
        del values, numbers


main()
