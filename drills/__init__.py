"""Fault drills: real processes, real databases, real faults, and a check of every acknowledgement afterwards."""
