"""Looking out for officers: is the lone one safe, who needs help."""
