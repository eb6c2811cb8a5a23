"""Numbers that are typed or dragged, and forms of settings."""
