"""The forms of the enterprise portal, one module for each noun."""
