"""The network with its numbers, drawn and edited."""
