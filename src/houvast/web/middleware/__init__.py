"""What happens around every request: organisation, transaction, actor, refusals (security.md 1-4, 7)."""
