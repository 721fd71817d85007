"""The `houvast` command."""
