"""Chapter 4: networks constructed to approximate a function."""
