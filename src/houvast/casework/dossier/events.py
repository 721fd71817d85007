"""Kinds of events: the sentence staff read and, where the resident sees it, the sentence in his words (B1)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class EventKind:
    """`for_resident` empty = the resident does not see it on the light level."""

    staff: str
    icon: str
    for_resident: str | Promise = ""


KINDS: dict[str, EventKind] = {
    "signup.received": EventKind("Aanmelding binnen", "flag", _("Je bent aangemeld.")),
    "signup.added": EventKind("De inwoner vulde iets aan", "square-pen", _("Je vulde iets aan.")),
    "mail.received": EventKind("E-mail binnen van dit adres", "mail", _("Wij kregen je e-mail.")),
    "mail.moved": EventKind("Een e-mail was van iemand anders en kreeg een eigen dossier", "undo-2"),
    "mail.automatic": EventKind("Automatisch antwoord op onze e-mail", "mail"),
    "mail.bounced": EventKind("Onze e-mail kwam niet aan", "circle-alert"),
    "signup.taken": EventKind("Aanmelding opgepakt", "user-check", _("Iemand van ons pakt je aanmelding op.")),
    "dossier.handed_over": EventKind("Dossier overgedragen", "users", _("Iemand anders van ons helpt je nu.")),
    "contact.reached": EventKind("Gesproken", "phone", _("Wij spraken elkaar.")),
    "contact.in_vain": EventKind("Poging zonder contact", "phone-off", _("Wij konden je niet bereiken.")),
    "contact.retracted": EventKind("Poging ingetrokken: dit was een vergissing", "undo-2"),
    "threat.recorded": EventKind("Er is haast", "siren"),
    "threat.over": EventKind("De haast is voorbij", "circle-check"),
    "wishes.changed": EventKind(
        "De wensen voor contact zijn veranderd", "shield-alert", _("Je koos hoe wij je bellen of schrijven.")
    ),
    "name.recorded": EventKind("De naam is aangevuld", "user"),
    "contact_point.confirmed": EventKind("Nummer of adres bevestigd", "check", _("Je nummer of adres klopt.")),
    "contact_point.wrong": EventKind("Nummer of adres klopt niet", "circle-alert"),
    "contact_point.released": EventKind(
        "Nieuw nummer of adres vrijgegeven na een gesprek", "shield-check", _("Je nieuwe nummer of adres werkt nu.")
    ),
    "birth_date.recorded": EventKind("Geboortedatum vastgelegd", "user"),
    "address.recorded": EventKind("Adres vastgelegd", "house"),
    "bsn.recorded": EventKind("BSN vastgelegd", "user"),
    "message.sent": EventKind("Bericht klaargezet", "send", _("Wij stuurden je een bericht.")),
    "message.not_sendable": EventKind("Bericht kon niet worden gestuurd", "circle-alert"),
    "message.taken_back": EventKind("Bericht ingetrokken: het hoeft niet meer weg", "undo-2"),
    "allowance.recorded": EventKind("Tegemoetkoming bijgehouden", "euro"),
    "task.opened": EventKind("Taak erbij", "list-checks"),
    "task.done": EventKind("Taak klaar", "check"),
    "code.given": EventKind("Code voor de inwoner gemaakt", "key-round", _("Je kreeg een code om terug te komen.")),
    "dossier.ended": EventKind(
        "De inwoner wil geen hulp", "circle-x", _("Je wilt nu geen hulp. Terugkomen mag altijd.")
    ),
    "dossier.reopened": EventKind("Dossier weer open", "undo-2", _("Je aanmelding loopt weer.")),
    "referral.made": EventKind("Aangemeld door een ander", "users", _("Iemand meldde je aan.")),
    "referral.confirmed": EventKind("De verwijzer bevestigde zijn e-mailadres", "check"),
    "referral.not_shared": EventKind("De verwijzer kan niet meer meekijken", "lock"),
    "concern.became_signup": EventKind("Er was een signaal; de inwoner wil hulp", "flag"),
    "dossier.merged": EventKind(
        "Een ander dossier ging in dit dossier op", "users", _("Je meldde je vaker. Wij maakten er één van.")
    ),
    "dossier.merged_away": EventKind("Samengevoegd: gaat verder in een ander dossier", "arrow-right"),
    "dossier.parted": EventKind("Samenvoeging ongedaan gemaakt", "undo-2"),
    "appointment.offered": EventKind(
        "Tijden voorgesteld voor een gesprek", "calendar-days", _("Kies een tijd om te praten.")
    ),
    "appointment.booked": EventKind("Afspraak gemaakt", "calendar-days", _("Wij hebben een afspraak.")),
    "appointment.moved": EventKind("Afspraak verzet", "calendar-days", _("Je koos een andere tijd.")),
    "appointment.cancelled": EventKind(
        "De inwoner kan niet op de afspraak", "calendar-days", _("Je kunt niet. Dat geeft niet.")
    ),
    "appointment.none_fits": EventKind(
        "Geen van de tijden past de inwoner", "calendar-days", _("Geen van de tijden past jou. Dat geeft niet.")
    ),
    "appointment.called_off": EventKind(
        "Wij zegden de afspraak af", "calendar-days", _("Wij zegden de afspraak af. Sorry.")
    ),
    "walk_in.arrived": EventKind("De inwoner is aan de balie", "door-open", _("Je kwam langs.")),
    "walk_in.taken": EventKind("In gesprek aan de balie", "users"),
    "walk_in.left": EventKind("De inwoner ging weg zonder gesprek", "door-open"),
    "appointment.held": EventKind("Afspraak is geweest", "check"),
    "appointment.no_show": EventKind("De inwoner kwam niet: vriendelijk bellen", "phone"),
    "question.asked": EventKind("De inwoner stuurde een bericht", "message-circle", _("Je stuurde ons een bericht.")),
    "question.call_me": EventKind("De inwoner wil gebeld worden", "phone", _("Je vroeg ons om te bellen.")),
    "question.answered": EventKind("Antwoord aan de inwoner", "send", _("Wij gaven je antwoord.")),
    "card.asked": EventKind("Kaart klaargelegd voor de brievenbus", "mailbox"),
    "card.printed": EventKind("Kaart geprint voor de brievenbus", "printer", _("Wij stuurden je een kaart.")),
    "card.withdrawn": EventKind("Kaart gaat niet weg", "undo-2"),
    "quiet.begun": EventKind("Wij laten de inwoner met rust", "pause", _("Wij laten je even met rust.")),
    "quiet.over": EventKind("De rust is voorbij", "phone"),
    "clock.delayed": EventKind("Uitstel met reden", "clock", _("Het duurt langer. Wij vertellen je waarom.")),
}


def staff_sentence(kind: str) -> str:
    """What staff read for an event."""
    return KINDS[kind].staff
