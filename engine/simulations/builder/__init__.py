"""The simulation of the page Network builder."""
