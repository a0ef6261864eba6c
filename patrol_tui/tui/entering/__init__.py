"""The way into a home, and its PIN."""
