"""What is done to many entries at once: shown first, then asked, then done as one save."""
