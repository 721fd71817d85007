"""Passwords that anybody could guess from the work itself (security.md 11)."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

CONTEXT_WORDS = (
    "houvast", "gemeente", "schuld", "schulden", "schuldhulp", "schuldhulpverlening", "hulpverlener",
    "budget", "sanering", "inloggen", "welkom", "wachtwoord", "inwoner", "dossier", "belofte", "nvvk",
    "zomer", "winter", "herfst", "lente", "geheim", "vrijdag", "maandag", "januari", "december",
)  # fmt: skip
FEWEST_OWN_LETTERS = 8
FEWEST_DIFFERENT = 6


class ContextWordValidator:
    """Refuses a password that is little more than words of this work, seasons and digits."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` when fewer than eight characters remain without the known words."""
        rest = password.casefold()
        for word in sorted(CONTEXT_WORDS, key=len, reverse=True):
            rest = rest.replace(word, "")
        rest = re.sub(r"[\d\W_]+", "", rest)
        found_word = any(word in password.casefold() for word in CONTEXT_WORDS)
        if found_word and len(rest) < FEWEST_OWN_LETTERS:
            raise ValidationError(
                "Dit wachtwoord bestaat vooral uit woorden die bij dit werk horen. "
                "Neem bijvoorbeeld vier woorden die niets met elkaar te maken hebben.",
                code="password_context_words",
            )

    def get_help_text(self) -> str:
        """What to do, for under the field."""
        return "Gebruik geen woorden die bij dit werk horen, zoals gemeente, schuld of een seizoen."


class DifferentSignsValidator:
    """Refuses a long password made of a few signs, such as one letter held down."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` when the password has fewer than six different signs."""
        if len(set(password.casefold())) < FEWEST_DIFFERENT:
            raise ValidationError(
                "Dit wachtwoord heeft te weinig verschillende tekens. Neem bijvoorbeeld vier losse woorden.",
                code="password_few_signs",
            )

    def get_help_text(self) -> str:
        """What to do, for under the field."""
        return "Gebruik minstens 6 verschillende tekens."
