"""Station of parity: circuits, and networks that learn it."""
