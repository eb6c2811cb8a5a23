"""Documents: the user's work in one file, validated when it is read."""
