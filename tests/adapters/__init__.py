"""The doors to outside libraries."""
