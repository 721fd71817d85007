"""`houvast batch` and `houvast populatie`: the plans over files of households. Never loads Django's settings."""
