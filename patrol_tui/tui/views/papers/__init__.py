"""How a paper looks before it is written."""
