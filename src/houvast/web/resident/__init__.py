"""*Mijn*: coming back with a code, and the road of one resident."""
