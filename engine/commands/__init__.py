"""Commands of a session: frozen dataclasses, one file per subject or page."""
