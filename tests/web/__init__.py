"""Tests of what the portals share."""
