"""Station "Test trap": the best of many trials, chosen by the examples that judge it."""
