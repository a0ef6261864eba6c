"""Forms: what goes in, how it is typed, and what is still missing."""
