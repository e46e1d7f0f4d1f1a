"""The pages of the officer portal, one module for each noun."""
