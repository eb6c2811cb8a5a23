"""Handwritten digits: synthesised, normalised, expanded."""
