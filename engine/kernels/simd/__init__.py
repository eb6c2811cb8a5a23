"""Explicit SIMD vectors, register tiles, and matrix products built from them."""
