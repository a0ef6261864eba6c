"""Checks every bit that the ledger keeps, and names what does not fit."""
