"""What the ledger needs of the disk: room, real durability, and honest words when it fails."""
