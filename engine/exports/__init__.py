"""Export of networks and settings: named tensors, a NumPy program, a command line."""
