"""The station of parity: circuits, and networks that learn it."""
