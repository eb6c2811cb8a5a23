"""Base classes of pages: `Page`, and `StationPage` with several stations."""
