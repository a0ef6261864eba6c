"""What is said beside a photo that is looked at."""
