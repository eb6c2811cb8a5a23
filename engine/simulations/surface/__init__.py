"""The simulation of the page Cost surface."""
