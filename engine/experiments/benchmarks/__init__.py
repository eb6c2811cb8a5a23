"""Benchmarks of training speed against NumPy, the book's per-example program, and PyTorch."""
