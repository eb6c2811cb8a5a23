"""Chapter 5: how fast layers learn, why, and what changes it."""
