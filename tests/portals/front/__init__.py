"""Tests of the front: entrance, code page, keys, health."""
