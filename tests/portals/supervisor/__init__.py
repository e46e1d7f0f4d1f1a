"""The supervisor portal."""
