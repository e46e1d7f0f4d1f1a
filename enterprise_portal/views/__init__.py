"""The pages of the enterprise portal, one module for each noun."""
