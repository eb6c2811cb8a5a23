"""Training behind any page: runs, their time and their branches."""
