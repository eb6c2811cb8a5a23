"""Documents: everything a person made, in one file that can be trusted."""
