"""Which texts an organisation may change, and which placeholders each may use (record.md 11)."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class TextKind:
    """`medium` is sms, mail, card, page or say (what a counsellor says aloud); `placeholders` is the closed list."""

    key: str
    medium: str
    name: str
    placeholders: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # placeholders that must stand in it
    useful_for: dt.timedelta | None = None  # after that it is of no use to send it any more


def _both(
    key: str,
    name: str,
    placeholders: tuple[str, ...],
    needed: tuple[str, ...],
    useful_for: dt.timedelta | None = None,
) -> tuple[TextKind, TextKind]:
    return (
        TextKind(f"{key}.sms", "sms", f"{name} (sms)", placeholders, needed, useful_for),
        TextKind(f"{key}.mail", "mail", f"{name} (e-mail)", placeholders, needed, useful_for),
    )


CODE_WORKS = dt.timedelta(minutes=10)


_COMMON = ("dienst", "telefoon")

KINDS: dict[str, TextKind] = {
    kind.key: kind
    for kind in (
        *_both("signup.confirmation", "Je bent aangemeld", (*_COMMON, "datum", "naam"), ("datum", "telefoon")),
        *_both("code.one_time", "Code om in te loggen", (*_COMMON, "code"), ("code",), CODE_WORKS),
        *_both("draft.link", "Later verder met je aanmelding", (*_COMMON, "link"), ("link",)),
        *_both("contact.in_vain", "Wij probeerden je te bereiken", (*_COMMON, "naam"), ("telefoon",)),
        TextKind("contact.card.card", "card", "Kaart in de bus", _COMMON, ("telefoon",)),
        *_both("contact.quiet", "Wij laten je met rust", (*_COMMON, "datum", "naam"), ("datum", "telefoon")),
        *_both("clock.delayed", "Het duurt langer", (*_COMMON, "datum", "naam"), ("datum", "telefoon")),
        *_both("contact.sorry", "Sorry, wij zijn te laat", (*_COMMON, "datum", "naam"), ("datum", "telefoon")),
        *_both("appointment.offered", "Kies een tijd om te praten", (*_COMMON, "datum", "naam"), ("datum", "telefoon")),
        *_both(
            "appointment.again",
            "De afspraak gaat niet door, kies een nieuwe tijd",
            (*_COMMON, "datum", "naam"),
            ("datum", "telefoon"),
        ),
        *_both(
            "appointment.reminder",
            "Herinnering aan de afspraak",
            (*_COMMON, "datum", "tijd", "naam"),
            ("datum", "tijd", "telefoon"),
        ),
        *_both("message.answer", "Er is een antwoord", (*_COMMON, "naam"), ("telefoon",)),
        *_both("point.changed", "Je gegevens zijn veranderd", _COMMON, ("telefoon",)),
        TextKind(
            "referral.confirm.mail",
            "mail",
            "Bevestig je adres (voor wie iemand doorverwijst)",
            (*_COMMON, "link"),
            ("link",),
        ),
        TextKind(
            "staff.invitation.mail", "mail", "Uitnodiging voor een medewerker", ("dienst", "naam", "link"), ("link",)
        ),
        TextKind("page.start.intro", "page", "Startpagina: eerste zin"),
        TextKind("page.start.call", "page", "Startpagina: wij bellen"),
        TextKind("page.start.talk", "page", "Startpagina: wij praten"),
        TextKind("page.start.plan", "page", "Startpagina: wij maken een plan"),
        TextKind("page.duration.plan", "page", "De weg: hoe lang duurt het plan"),
        TextKind("page.duration.rest", "page", "De weg: hoe lang duurt de rust"),
        TextKind("page.duration.proposal", "page", "De weg: hoe lang duurt het voorstel"),
        TextKind("page.duration.repaying", "page", "De weg: hoe lang duurt het aflossen"),
        TextKind("page.duration.aftercare", "page", "De weg: hoe lang duurt de nazorg"),
        TextKind("page.poster.question", "page", "Poster en kaartje: de vraag"),
        TextKind("page.poster.lines", "page", "Poster en kaartje: wat je leest"),
        TextKind("page.poster.scan", "page", "Poster en kaartje: bij de code"),
        TextKind("page.poster.call", "page", "Poster en kaartje: bij het nummer"),
        TextKind("page.explain.signed_up", "page", "Uitleg: aanmelden"),
        TextKind("page.explain.called", "page", "Uitleg: wij bellen je"),
        TextKind("page.explain.talk", "page", "Uitleg: eerste gesprek"),
        TextKind("page.explain.plan", "page", "Uitleg: jouw plan"),
        TextKind("page.explain.rest", "page", "Uitleg: rust met schuldeisers"),
        TextKind("page.explain.proposal", "page", "Uitleg: voorstel"),
        TextKind("page.explain.repaying", "page", "Uitleg: aflossen met hulp"),
        TextKind("page.explain.aftercare", "page", "Uitleg: nazorg"),
        TextKind("page.urgent", "page", "Bij haast", ("telefoon",)),
        TextKind("page.privacy", "page", "Privacy", ("dienst", "telefoon")),
        TextKind("page.accessibility", "page", "Toegankelijkheid", ("dienst", "telefoon")),
        TextKind("page.complaint", "page", "Klacht of niet eens", ("dienst", "telefoon")),
        TextKind("say.welcome", "say", "Zeg dit: welkom"),
        TextKind("say.threat", "say", "Zeg dit: bij haast"),
        TextKind("say.interpreter", "say", "Zeg dit: tolk"),
    )
}
