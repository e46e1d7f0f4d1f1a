"""Pure rules over frozen facts; the standard library only."""
