"""Documents: sealed content in a store, and who may see which version of what (record.md 12)."""
