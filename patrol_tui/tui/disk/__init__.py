"""Files and folders as a person chooses them."""
