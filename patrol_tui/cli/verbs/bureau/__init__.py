"""Verbs of the bureau."""
