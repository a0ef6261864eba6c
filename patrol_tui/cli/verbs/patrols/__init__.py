"""Verbs about patrols and their routes."""
