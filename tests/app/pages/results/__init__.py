"""Tests of the page Results."""
