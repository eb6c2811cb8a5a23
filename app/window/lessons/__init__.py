"""Help beside the page: keys, lessons with links, first hints."""
