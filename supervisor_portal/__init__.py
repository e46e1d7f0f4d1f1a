"""The window of the supervisor: views, forms and templates."""
