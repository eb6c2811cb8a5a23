"""What may be asked of a session: frozen commands, one page a file."""
