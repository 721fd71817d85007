"""What the one who installs wants to know: is everything there, is it safe, and what to do about what is not."""
