"""The ledger's writing side: own entries, what others wrote, and the check of both."""
