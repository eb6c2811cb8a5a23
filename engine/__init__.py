"""Simulate and train neural networks: a library without a window."""

__version__ = "0.1.0"
