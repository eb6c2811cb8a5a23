"""Drive the window without a person: captures, benchmarks."""
