"""Recording: the draft, the form, what may be begun."""
