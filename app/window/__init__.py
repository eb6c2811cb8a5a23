"""The main window: pages, document, dialogs, recovery."""
