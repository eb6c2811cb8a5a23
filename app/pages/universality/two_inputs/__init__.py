"""Station of two inputs."""
