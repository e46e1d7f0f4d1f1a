"""The officer portal, page by page."""
