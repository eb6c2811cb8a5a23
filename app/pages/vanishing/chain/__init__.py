"""Station of a chain of single neurons."""
