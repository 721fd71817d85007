"""The steps of general assistance (Participatiewet art. 19-34): norm, income that counts, asset test, supplement.

One household = one person alone or a couple. Importing this gives the book with all its figures.
"""

from houvast.rules.bijstand import norms, supplement
from houvast.rules.bijstand.inputs import CAPS_FROM, FROM_2026, book

__all__ = ["CAPS_FROM", "FROM_2026", "book", "norms", "supplement"]
