"""Secrets at rest (security.md 3): the field cipher, keyed indexes for exact search, BSN and codes."""
