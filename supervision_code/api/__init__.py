"""The machine interface: what systems of agencies and phones of officers call, under /api/v1."""
