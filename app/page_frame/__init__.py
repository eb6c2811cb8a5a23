"""What every page is: the base class, and pages of several stations."""
