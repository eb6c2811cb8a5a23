"""The scale that weighs reasons."""
