"""The frame around pages: rail, title bar, notices, help, error report."""
