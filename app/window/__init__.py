"""Main window: page stack, document, dialogs, recovery."""
