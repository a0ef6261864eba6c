"""Verbs about issues."""
