"""Small searches, workers that pretend, and a cluster that can be killed."""
