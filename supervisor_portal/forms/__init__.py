"""The forms of the supervisor portal, one module for each noun."""
