"""Bridge between window and engine: passes commands in and snapshots out."""
