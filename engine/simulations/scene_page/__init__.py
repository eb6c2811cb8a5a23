"""What pages share whose whole state is one frozen scene: edits, playback, undo, document."""
