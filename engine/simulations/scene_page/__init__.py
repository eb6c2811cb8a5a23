"""Base of pages whose whole state is one frozen scene: edits, playback, undo, document."""
