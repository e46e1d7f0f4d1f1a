"""The pages of the supervisor portal, one module for each noun."""
