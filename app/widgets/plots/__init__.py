"""Plots of curves, their axes and their legends."""
