"""The use cases that only look."""
