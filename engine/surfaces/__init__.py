"""Cost surfaces, gradient descent on them, slices of a network's cost, and rendering."""
