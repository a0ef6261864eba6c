"""Widgets and blocks that the screens are composed of; they know nothing of the ledger."""
