"""Helpers that several tests share: sessions, sources, random edits, staged data."""
