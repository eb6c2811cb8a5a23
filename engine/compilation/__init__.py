"""The cache of compiled kernels, and filling it ahead of time."""
