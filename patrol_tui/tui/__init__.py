"""The screens, one of the two shells."""
