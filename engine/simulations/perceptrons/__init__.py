"""The simulation of the page Perceptrons."""
