"""Training speed beside NumPy, the per-example program of the book, and PyTorch."""
