"""Tests of the simulation behind the page Results."""
