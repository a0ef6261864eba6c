"""What can be recorded: one file for each subject."""
