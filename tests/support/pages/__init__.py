"""Helpers for the tests of single pages: sessions, hands, random edits."""
