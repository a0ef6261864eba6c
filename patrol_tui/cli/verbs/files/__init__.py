"""Verbs that write or read files."""
