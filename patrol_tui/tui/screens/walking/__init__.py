"""Screens of the shift: the day, the patrol, the record."""
