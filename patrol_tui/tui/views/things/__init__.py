"""A thing of any subject: its rows, its page, its forms."""
