"""Base templates, component tags, form renderer, pictures, fonts and the living page `/ui/`."""
