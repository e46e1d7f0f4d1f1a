"""The witness, and the product's view of it."""
