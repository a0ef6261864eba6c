"""A second, append-only copy of own entries beside the ledger, and making the ledger anew by it."""
