"""Screens where one looks things up."""
