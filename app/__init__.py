"""The window: Qt, and nothing that computes."""

import os

# before NumPy is imported: threads of a matrix product would take the window's core
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
