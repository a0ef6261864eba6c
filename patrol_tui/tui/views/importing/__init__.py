"""How an import looks: its rows, its columns, what is said of one."""
