"""Ways to the shared ledger: SQLite, PostgreSQL and packages."""
