"""Numbered equations of the book, and how they are shown."""
