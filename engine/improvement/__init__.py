"""Chapter 3 without pages: what its figures and exercises compute."""
