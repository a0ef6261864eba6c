"""Screens before a home is open."""
