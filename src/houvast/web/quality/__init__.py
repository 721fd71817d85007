"""The quality officer's room: the promise in numbers, with what stands behind each."""
