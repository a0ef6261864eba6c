"""Text made safe and found by its sound; sentences that a shell translates."""
