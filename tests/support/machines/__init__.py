"""Copies of the lab on machines of their own: pretended ones, and installed copies tried out."""
