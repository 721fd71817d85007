"""What everybody may see: the way in, sign-up, where to go, explanation."""
