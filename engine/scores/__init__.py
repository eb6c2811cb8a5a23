"""Lecture scores: lists of cues, each the stored state of a page with what is said there."""
