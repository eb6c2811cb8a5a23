"""Shared by the tests of the page Search."""
