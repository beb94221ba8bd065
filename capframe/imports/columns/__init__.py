"""Where the table of a file is, and what each of its columns means."""
