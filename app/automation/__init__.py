"""Automated use of the window: screenshots and benchmarks."""
