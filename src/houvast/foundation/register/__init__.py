"""The data register: what every field of every table is, for whom, how long, and what becomes of it (record.md 13)."""
