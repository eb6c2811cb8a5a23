"""Backpropagation number by number: traces, paths, gradient checks, timing."""
