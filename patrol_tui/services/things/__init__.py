"""What can be done to the things of the ledger, and what became of them."""
