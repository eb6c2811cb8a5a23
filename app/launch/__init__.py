"""Launcher: environment, system libraries and screen checks; standard library only."""
