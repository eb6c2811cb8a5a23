"""Hands that use a whole window: at random, and every control in turn."""
