"""Values and moments in words."""
