"""Pages of `docs/` that are made from the code, so they cannot tell another story than the code does."""
