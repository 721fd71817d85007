"""The one database: the server we bring along, its roles, and the fingerprint of its migrations."""
