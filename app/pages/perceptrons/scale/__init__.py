"""Scale of the decision station."""
