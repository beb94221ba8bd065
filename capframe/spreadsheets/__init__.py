"""Files of rows and columns, read without losing or changing anything in them."""
