"""Whoever speaks for somebody else: a partner who refers, somebody near him, a worry. No account, no password."""
