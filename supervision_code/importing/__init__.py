"""Registers and historical logs from files: checked as a whole, then stored as a whole."""
