"""A witness of the supervision log: cosigns only consistent growth; runs without the product."""
