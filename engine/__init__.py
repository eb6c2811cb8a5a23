"""Simulate and train neural networks: a library without a window."""
