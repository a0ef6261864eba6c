"""The shared ledger as a laptop meets it: one flight there and back."""
