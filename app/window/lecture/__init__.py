"""A lecture: keys of the deciding controls, and what helps to point and to pause."""
