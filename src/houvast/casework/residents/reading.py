"""Reading what people type: phone numbers from anywhere, mail addresses, names to search and sort on."""

import re
import unicodedata

import phonenumbers

from houvast.casework.residents.errors import UnreadableMail, UnreadablePhone

MAIL = re.compile(r"[^@\s]{1,64}@(?:[^@\s.]{1,63}\.)+[^@\s.]{2,63}")
COUNTRY = "NL"
DUTCH, DUTCH_DIGITS = 31, 9


def read_phone(typed: str) -> str:
    """The number in E.164 (`+31612345678`). Dutch without country code, foreign with + or 00.

    Raises UnreadablePhone when it cannot be a number.
    """
    try:
        number = phonenumbers.parse(typed, COUNTRY)
    except phonenumbers.NumberParseException:
        raise UnreadablePhone from None
    if not phonenumbers.is_possible_number(number) or _too_short(number):
        raise UnreadablePhone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _too_short(number: phonenumbers.PhoneNumber) -> bool:
    """A Dutch number has nine digits after the 0; only service numbers have another length."""
    national = str(number.national_number)
    service = national.startswith(("800", "90", "14", "116"))
    return number.country_code == DUTCH and not service and len(national) != DUTCH_DIGITS


def phone_words(e164: str) -> str:
    """The number as people write it: Dutch in the national way, foreign with its country code."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    way = phonenumbers.PhoneNumberFormat
    national = number.country_code == phonenumbers.country_code_for_region(COUNTRY)
    return phonenumbers.format_number(number, way.NATIONAL if national else way.INTERNATIONAL)


def read_mail(typed: str) -> str:
    """The address in lower case; raises UnreadableMail when it cannot be one."""
    address = typed.strip().lower()
    if len(address) > 254 or not MAIL.fullmatch(address):
        raise UnreadableMail
    return address


def plain(text: str) -> str:
    """Without accents and capitals, single spaces: what names are searched and sorted on."""
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def sort_key(*, call_name: str = "", given_name: str = "", infix: str = "", surname: str = "") -> str:
    """Surname first, tussenvoegsel last ("de Wit, Jan" stands at the w)."""
    first = surname or call_name
    second = given_name or (call_name if surname else "")
    return plain(" ".join(part for part in (first, second, infix) if part))[:240]
