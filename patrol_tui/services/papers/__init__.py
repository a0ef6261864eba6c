"""Papers made out of what the ledger holds: which there are, how they are filled and numbered."""
