"""A sync from its start to its report, by link or by stick."""
