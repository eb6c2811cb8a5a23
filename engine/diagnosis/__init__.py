"""Diagnosis of training runs: pathology, first step, and one setting to change in a branch."""
