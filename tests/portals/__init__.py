"""The pages of the three portals, without a browser."""
