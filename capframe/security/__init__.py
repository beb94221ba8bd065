"""Who may do what for how long, and what is noted of it: middleware, sessions and the log."""
