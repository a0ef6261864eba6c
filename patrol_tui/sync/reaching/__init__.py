"""Reaching a shared database: where it is, over what, and what went wrong."""
