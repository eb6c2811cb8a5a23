"""Widgets that draw networks: diagrams, wires, neurons, weights."""
