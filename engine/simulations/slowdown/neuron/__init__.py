"""Station of two neurons that learn with different costs."""
