"""The simulation of the page Universality."""
