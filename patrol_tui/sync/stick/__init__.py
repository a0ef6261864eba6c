"""Sync without a network: a file on a stick that every laptop of the district opens, nobody else.

FORMAT.md describes the file.
"""
