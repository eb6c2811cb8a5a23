"""The session: takes commands, yields snapshots, and owns the document."""
