"""Houvast: open software for Dutch municipal debt help (NVVK Belofte)."""
