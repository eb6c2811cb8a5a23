"""What a page looks through; one simulation a file, listed in SIMULATIONS."""
