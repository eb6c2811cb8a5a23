"""Samples that several tests of the engine share: small networks, data and runs."""
