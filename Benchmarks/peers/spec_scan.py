"""One scan of a SPEC file with silx: prints CPU seconds without the import, rows, columns and the sum of all numbers."""

import sys
import time

from silx.io.specfile import SpecFile

start = time.process_time()
data = SpecFile(sys.argv[1])[f"{sys.argv[2]}.1"].data
seconds = time.process_time() - start
print(seconds, data.shape[1], data.shape[0], float(data.sum()))
