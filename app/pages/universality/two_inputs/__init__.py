"""The station of figures over two inputs."""
