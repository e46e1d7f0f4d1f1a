"""The test suite, in rooms that mirror those of the product."""
