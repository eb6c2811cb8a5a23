"""Station "Polynomial": a line or a polynomial through points."""
