"""Forms of sent lists: the file, the meaning of its columns, one row."""
