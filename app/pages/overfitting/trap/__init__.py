"""Station: The trap of the test set."""
