"""Made-up names, numbers and addresses. Phone numbers end in a range that no provider gives out to people."""

from dataclasses import dataclass

from houvast.foundation.randomness import Randomness

DUTCH = (
    "Sanne Mulder",
    "Peter Jansen",
    "Karin Visser",
    "Tom Bakker",
    "Esra van Dam",
    "Wim de Groot",
    "Lotte Smit",
    "Marja Hendriks",
    "Bas Meijer",
    "Ria Peeters",
    "Joost van der Laan",
    "Anouk Kuipers",
    "Henk Postma",
    "Iris Veenstra",
    "Dirk Hoekstra",
    "Femke Schouten",
    "Gert Dekker",
    "Nina Brouwer",
    "Sjoerd Wiersma",
    "Truus Maas",
    "Daan Verhoeven",
    "Els Timmer",
    "Ruben Koster",
    "Wendy Bos",
    "Kees Prins",
    "Mila Blom",
    "Arie Kramer",
    "Judith Scholten",
    "Piet Vos",
    "Bram van Leeuwen",
)
BY_LANGUAGE = {
    "ar": ("Amira Haddad", "Yousef Nasser", "Layla Khalil", "Omar Saleh", "Rania Aziz", "Karim Mansour"),
    "tr": ("Mehmet Özdemir", "Ayşe Kaya", "Hasan Yilmaz", "Elif Demir", "Murat Şahin"),
    "pl": ("Magda Kowalska", "Piotr Nowak", "Ewa Zielińska", "Marek Wójcik"),
    "uk": ("Olena Shevchenko", "Andriy Bondar", "Iryna Tkachenko"),
    "ti": ("Semhar Tesfay", "Filmon Gebre"),
    "so": ("Fadumo Osman", "Abdi Warsame"),
    "en": ("Grace Mensah", "Samuel Boateng", "Priya Nair"),
}
STREETS = ("Dorpsstraat", "Molenweg", "Kerkplein", "Havenkade", "Parklaan", "Wilgenhof", "Stationsweg", "Beukenlaan")
INFIXES = ("van der", "van den", "van", "de", "den", "ter")
QUESTIONS = (
    "Ik kreeg een brief dat ik snel moet betalen. Ik weet niet meer wat ik moet doen.",
    "Mijn werk is gestopt en de huur loopt door.",
    "Ik snap mijn toeslagen niet en er komt steeds post.",
    "Er komt een man aan de deur voor geld.",
    "Ik wil weten of ik mijn zorgpremie later mag betalen.",
    "Mijn man regelde altijd alles. Nu moet ik het zelf doen.",
)


@dataclass(frozen=True)
class MadeUp:
    """Somebody who does not exist."""

    given_name: str
    infix: str
    surname: str
    language: str
    phone: str
    street: str
    postcode: str

    @property
    def mail(self) -> str:
        """An address on an example domain."""
        plain = "".join(
            sign for sign in f"{self.given_name}{self.surname}".lower() if sign.isascii() and sign.isalnum()
        )
        return f"{plain}{self.phone[-3:]}@post.example"


def somebody(chance: Randomness) -> MadeUp:
    """The next made-up person: 82 of 100 speak Dutch first."""
    draw = chance.below(100)
    languages = tuple(BY_LANGUAGE)
    return speaking("nl" if draw < 82 else languages[chance.below(len(languages))], chance)


def speaking(language: str, chance: Randomness) -> MadeUp:
    """The next made-up person who speaks this language."""
    names = DUTCH if language == "nl" else BY_LANGUAGE[language]
    given, rest = names[chance.below(len(names))].split(" ", 1)
    infix = next((one for one in INFIXES if rest.startswith(one + " ")), "")
    return MadeUp(
        given_name=given,
        infix=infix,
        surname=rest.removeprefix(infix).strip(),
        language=language,
        phone=f"+3161000{chance.below(10_000):04d}",
        street=f"{STREETS[chance.below(len(STREETS))]} {1 + chance.below(180)}",
        postcode=f"{9301 + chance.below(30)} {'ABCDEGHJKLMNP'[chance.below(13)]}{'ABCDEGHJKLMNP'[chance.below(13)]}",
    )


def question(chance: Randomness) -> str:
    """What somebody wrote, or nothing."""
    draw = chance.below(len(QUESTIONS) * 2)
    return QUESTIONS[draw] if draw < len(QUESTIONS) else ""
