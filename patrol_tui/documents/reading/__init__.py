"""Reads files that people made in other programs, without trusting them."""
