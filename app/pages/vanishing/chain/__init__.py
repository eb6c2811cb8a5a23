"""The station of a chain of single neurons."""
