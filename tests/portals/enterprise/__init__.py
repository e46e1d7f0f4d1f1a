"""The enterprise portal, page by page."""
