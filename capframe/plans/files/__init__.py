"""What the rows of a file say, brought together into a plan; and the same columns written."""
