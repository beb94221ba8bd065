"""Previews: the site's own pages as they would be once something is published."""

# What their addresses begin with: nobody keeps what is answered there.
BEGINNING = "preview/"
