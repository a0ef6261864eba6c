"""Verbs about things of any subject."""
