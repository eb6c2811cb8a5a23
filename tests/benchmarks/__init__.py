"""Speed, measured on request: never part of the default run."""
