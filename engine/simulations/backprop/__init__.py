"""The simulation of the page Backprop."""
