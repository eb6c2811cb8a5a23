"""Commands in, snapshots out, and the document in between."""
