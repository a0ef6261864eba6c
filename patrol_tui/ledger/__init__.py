"""The laptop's database: entries, views and keys."""
