"""From what the services answer to what is drawn: pure functions, so that screens stay thin."""
