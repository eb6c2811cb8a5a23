"""Chapter 1: perceptrons, circuits of them, and four output bits."""
