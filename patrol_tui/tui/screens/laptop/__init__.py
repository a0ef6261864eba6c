"""Screens of this laptop and the others."""
