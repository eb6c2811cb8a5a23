"""Cost surfaces, descent on them, and their pictures."""
