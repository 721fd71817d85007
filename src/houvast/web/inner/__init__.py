"""The inner port: `/livez`, `/readyz` and `/metrics`, for the one who runs Houvast and never for the public door."""
