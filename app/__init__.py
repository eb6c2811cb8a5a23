"""Qt window, launcher and command line; all computation is in `engine`."""

import os

# before NumPy is imported: BLAS threads would take the window's core
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
