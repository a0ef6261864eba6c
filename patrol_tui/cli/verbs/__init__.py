"""The verbs: each module adds some to the program, over services that exist."""
