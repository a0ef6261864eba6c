"""What was there when somebody looked."""
