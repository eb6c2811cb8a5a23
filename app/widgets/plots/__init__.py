"""Plots of curves and their axes."""
