"""The station where perceptrons are wired by hand."""
