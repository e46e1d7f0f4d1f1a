"""One outside library or system per module."""
