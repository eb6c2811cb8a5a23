"""Compiled kernels over arrays; the only package that imports Numba."""
