"""Verbs about this laptop, its home and its link."""
