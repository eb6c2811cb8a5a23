"""About the lab, and what is new in it."""
