"""Registers and historical logs read from files."""
