"""Hands on shown pages, each in front of a live engine."""
