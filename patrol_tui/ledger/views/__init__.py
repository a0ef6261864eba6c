"""Folded rows beside the ledger: written with the entries, paged, searched, made anew."""
