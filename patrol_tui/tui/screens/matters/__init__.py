"""Screens of issues and all other things."""
