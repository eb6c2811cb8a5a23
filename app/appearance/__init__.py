"""How the window looks and reads: theme, translation, icons, stored preferences."""
