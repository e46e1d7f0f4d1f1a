"""Guards of the house: structure, locks, contracts."""
