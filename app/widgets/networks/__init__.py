"""Networks drawn: diagrams, wires, neurons, weights."""
