"""Rasterisation of lines, density plots and surfaces for the interface."""
