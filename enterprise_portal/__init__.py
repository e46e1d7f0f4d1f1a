"""The window of the enterprise: views, forms and templates."""
