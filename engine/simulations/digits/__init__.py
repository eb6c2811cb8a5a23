"""The simulation of the page Digits."""
