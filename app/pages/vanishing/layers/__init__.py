"""The station that shows each layer's speed of learning."""
