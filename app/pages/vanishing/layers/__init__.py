"""Station of the layers' speeds of learning."""
