"""Appearance of the window: theme, translation, icons, stored preferences."""
