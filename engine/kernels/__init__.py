"""Compute quickly: arrays in, arrays out; the only place that knows Numba."""
