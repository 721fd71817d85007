"""The promise as data: one definition per client statement (record.md 17). What is measurable grows with the rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

DAY_WINDOW: Final = "aanmeldingen die in de periode binnenkwamen"


@dataclass(frozen=True)
class Definition:
    """One statement. `target` is the norm: a share of 0 to 1, or for `zero` the number of breaches allowed (0).

    `says` is the statement in our own words; `kept`, `at_risk`, `broken`, `not_yet` tell what counts as which.
    """

    id: str
    short: str
    measure: str
    says: str
    counts: str
    kept: str
    at_risk: str
    broken: str
    not_yet: str
    facts: str
    target: float
    target_from: str
    zero: bool = False
    window: str = DAY_WINDOW


_ALL: Final = (
    Definition(
        id="1.1",
        short="Weet waar ik moet zijn",
        measure="meteen bij de goede gemeente",
        says="Ik weet waar ik terecht kan voor hulp bij geldproblemen.",
        counts="elke aanmelding",
        kept="bij binnenkomst was duidelijk welke gemeente helpt",
        at_risk="niet van toepassing",
        broken="bij binnenkomst was niet duidelijk welke gemeente helpt",
        not_yet="niet van toepassing",
        facts="aanmelding (kanaal, hoe iemand ons vond), hoe de gemeente bekend werd",
        target=0.80,
        target_from="eigen keuze; de Belofte noemt geen getal",
    ),
    Definition(
        id="1.2",
        short="Altijd aanmelden",
        measure="uiterlijk de volgende werkdag opgeschreven",
        says="Ik kan mij melden wanneer ik wil: bellen, op de website of met een bericht.",
        counts="elke aanmelding, langs welke weg ook",
        kept="opgeschreven op de dag zelf of de eerste werkdag erna",
        at_risk="niet van toepassing",
        broken="langer blijven liggen",
        not_yet="niet van toepassing",
        facts="aanmelding: wanneer die binnenkwam en wanneer die is opgeschreven",
        target=0.95,
        target_from="eigen keuze; de Belofte zegt: op elk moment",
    ),
    Definition(
        id="1.3",
        short="Contact in 2 werkdagen",
        measure="op tijd gesproken",
        says="Binnen 2 werkdagen heeft iemand echt contact met mij.",
        counts="elke aanmelding; ook wie wij niet bereiken. Niet wie zelf stopte voor de tijd om was",
        kept="echt contact op of voor de laatste dag",
        at_risk="nog geen contact, en morgen of vandaag is de laatste werkdag",
        broken="geen echt contact op de laatste dag",
        not_yet="nog geen contact, en er is nog tijd",
        facts="contactpogingen (alleen gesproken telt), klok van 2 werkdagen, einde op eigen woorden",
        target=0.95,
        target_from="termijn: NVVK Belofte; percentage: eigen keuze",
    ),
    Definition(
        id="1.3b",
        short="Intake binnen 10 dagen",
        measure="eerste gesprek op tijd",
        says="Binnen 10 dagen heb ik een eerste gesprek, of weet ik wanneer het is en waarom later.",
        counts="elke aanmelding. Niet wie zelf stopte voor de tijd om was",
        kept="het eerste gesprek was op of voor de tiende dag",
        at_risk="er is nog geen gesprek afgesproken, en binnen 2 werkdagen is de laatste dag",
        broken="geen eerste gesprek op de laatste dag",
        not_yet="nog geen gesprek gehad, en er is nog tijd",
        facts="eerste gesprek, klok van 10 dagen, gemaakte afspraken, einde op eigen woorden",
        target=0.95,
        target_from="termijn: NVVK Belofte; percentage: eigen keuze",
    ),
    Definition(
        id="1.4",
        short="Elke vraag welkom",
        measure="geëindigd zonder gesprek",
        says="Ik ben welkom met elke vraag over geld, groot of klein.",
        counts="elke aanmelding",
        kept="er is echt contact geweest, of de inwoner stopte zelf",
        at_risk="drie keer of vaker geprobeerd en nog niet gesproken",
        broken="een medewerker sloot af zonder dat wij de inwoner ooit spraken",
        not_yet="nog niet gesproken, wel open",
        facts="contactpogingen, einde van het dossier en wie dat vastlegde",
        target=0,
        target_from="NVVK Belofte: elke vraag is welkom",
        zero=True,
    ),
    Definition(
        id="1.5",
        short="Niets meenemen",
        measure="papieren gevraagd vooraf",
        says="Voor het eerste gesprek hoef ik niets mee te nemen.",
        counts="elke aanmelding",
        kept="het eerste gesprek is geweest zonder dat er papieren gevraagd waren",
        at_risk="niet van toepassing",
        broken="voor het eerste gesprek zijn papieren gevraagd",
        not_yet="het eerste gesprek moet nog komen",
        facts="taken van het soort papieren, eerste gesprek",
        target=0,
        target_from="NVVK Belofte: geen documentplicht",
        zero=True,
    ),
)
DEFINITIONS: Final[Mapping[str, Definition]] = MappingProxyType({one.id: one for one in _ALL})
