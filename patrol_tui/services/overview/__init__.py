"""Work in one look: what is due, what came in, what lies near by."""
