"""The window of the officer: views, forms and templates."""
