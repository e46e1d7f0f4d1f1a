"""Use cases that only look, and return rows made for one screen."""
