"""The bridge between the window and the engine: commands there, snapshots back."""
