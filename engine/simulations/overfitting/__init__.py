"""Simulation of the Overfitting page: what a network learns that holds for new pictures."""
