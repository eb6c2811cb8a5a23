"""`search LAYERS`: search hyper-parameters from the command line."""
