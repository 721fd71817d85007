"""Hours and promises in the words of the page's language."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from houvast.foundation.organisations import hours
from houvast.foundation.words import day_words, phone_words, time_words
from houvast.web.ui.page import direction_of

DAYS = (
    gettext_lazy("maandag"),
    gettext_lazy("dinsdag"),
    gettext_lazy("woensdag"),
    gettext_lazy("donderdag"),
    gettext_lazy("vrijdag"),
    gettext_lazy("zaterdag"),
    gettext_lazy("zondag"),
)

SHORT_DAYS = (
    gettext_lazy("ma"),
    gettext_lazy("di"),
    gettext_lazy("wo"),
    gettext_lazy("do"),
    gettext_lazy("vr"),
    gettext_lazy("za"),
    gettext_lazy("zo"),
)


def here() -> str:
    """The language of the page."""
    return get_language() or "nl"


def ltr(words: str) -> str:
    """Digits that stay in their order inside a right-to-left sentence (isolating marks); elsewhere as they are."""
    return f"\u2066{words}\u2069" if words and direction_of(here()) == "rtl" else words


def comma() -> str:
    """The comma of the language, with its space."""
    return "، " if direction_of(here()) == "rtl" else ", "


def in_words(day: dt.date) -> str:
    """ "woensdag 25 november" in the language of the page."""
    return day_words(day, here())


def sentence(words: str) -> str:
    """With a capital at the start."""
    return words[:1].upper() + words[1:]


def window_words(windows: Sequence[hours.Window], *, isolated: bool = True) -> str:
    """ "9.00–12.00 en 13.00–17.00"."""
    pairs = [f"{time_words(opens)}–{time_words(closes)}" for opens, closes in windows]
    pairs = [ltr(pair) for pair in pairs] if isolated else pairs
    return f" {_('en')} ".join(pairs)


def days_words(first: int, last: int, *, short: bool = False) -> str:
    """ "maandag t/m vrijdag", or one day; `short`: "ma t/m vr" (one day is always written in full)."""
    names = SHORT_DAYS if short else DAYS
    if first == last:
        return str(DAYS[first])
    if last == first + 1:
        return _("%(first)s en %(last)s") % {"first": names[first], "last": names[last]}
    return _("%(first)s t/m %(last)s") % {"first": names[first], "last": names[last]}


def week_line(week: hours.Week) -> str:
    """One line for the foot: "Ma t/m vr 9.00–17.00, dinsdag tot 20.00 uur"."""
    common, others = hours.usual(week)
    if common is None:
        parts = [f"{days_words(one.first, one.last, short=True)} {window_words(one.windows)}" for one in others]
        return sentence(comma().join(parts))
    parts = [f"{days_words(common.first, common.last, short=True)} {window_words(common.windows)}"]
    for one in others:
        longer = len(one.windows) == len(common.windows) == 1 and one.windows[0][0] == common.windows[0][0]
        if longer:
            until = time_words(one.windows[0][1])
            parts.append(_("%(day)s tot %(time)s uur") % {"day": DAYS[one.first], "time": until})
        else:
            parts.append(f"{DAYS[one.first]} {window_words(one.windows)}")
    return sentence(comma().join(parts))


def open_words(state: hours.OpenState, today: dt.date) -> str:
    """ "Nu open, tot 17.00 uur", or when somebody answers again. Nothing when no hours are known."""
    if state.open and state.until:
        return _("Nu open, tot %(time)s uur") % {"time": time_words(state.until)}
    if state.day is None or state.opens is None:
        return ""
    values = {"day": in_words(state.day), "time": time_words(state.opens)}
    if state.day == today:
        return _("Nu dicht. Vandaag open om %(time)s uur") % values
    if state.day == today + dt.timedelta(days=1):
        return _("Nu dicht. Morgen open om %(time)s uur") % values
    return _("Nu dicht. Open op %(day)s om %(time)s uur") % values


def promise(wants: str, *, collects: bool = False) -> str:
    """What we will do before the day that follows these words. `collects`: a letter is fetched at the desk."""
    if wants == "post" and collects:
        return _("Er ligt een brief voor je klaar, uiterlijk")
    return {
        "call": _("Wij bellen je uiterlijk"),
        "text": _("Wij sturen je een bericht, uiterlijk"),
        "mail": _("Wij sturen je een e-mail, uiterlijk"),
        "post": _("Wij sturen je een brief, uiterlijk"),
        "visit": _("Kom gerust langs. Wij hebben tijd voor je, uiterlijk"),
    }[wants]


def number_words(number: str) -> str:
    """A phone number inside a sentence."""
    return ltr(phone_words(number))
