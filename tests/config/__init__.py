"""The files an installation may change."""
