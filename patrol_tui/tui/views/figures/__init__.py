"""Figures as blocks, rows and choices."""
