"""Simulation of the page Search: maps of hyper-parameters, the book's hunt, the ladder of η."""
