"""The made-up municipality of `make run` (record.md 7): only the services make it, the same seed makes the same."""
