"""What happened to entries, as their history rows tell it: in words, save by save."""
