"""The house's own lint: rules that no general tool knows, each tried on a good and a bad sample."""
