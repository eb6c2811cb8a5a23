"""The disk cache of compiled kernels, and their precompilation."""
