"""Bench station: perceptrons wired by hand."""
