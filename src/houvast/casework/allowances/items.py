"""What is talked through with every household: the list, and where each is asked for (domain: process, part 13)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Item:
    """One thing to check: its key, its name, and who decides on it."""

    key: str
    name: str
    where: str


TAX = "Dienst Toeslagen"
TOWN = "gemeente"
ITEMS: Final = (
    Item("zorgtoeslag", "Zorgtoeslag", TAX),
    Item("huurtoeslag", "Huurtoeslag", TAX),
    Item("kinderopvangtoeslag", "Kinderopvangtoeslag", TAX),
    Item("kindgebonden_budget", "Kindgebonden budget", TAX),
    Item("voorschot_te_hoog", "Voorschotten te hoog?", TAX),
    Item("kinderbijslag", "Kinderbijslag", "SVB"),
    Item("dubbele_kinderbijslag", "Dubbele kinderbijslag", "SVB"),
    Item("aio", "Aanvulling op de AOW (AIO)", "SVB"),
    Item("bijzondere_bijstand", "Bijzondere bijstand", TOWN),
    Item("individuele_inkomenstoeslag", "Individuele inkomenstoeslag", TOWN),
    Item("studietoeslag", "Studietoeslag", TOWN),
    Item("bijstand", "Bijstand of aanvulling", TOWN),
    Item("kwijtschelding", "Kwijtschelding van lokale belastingen", "gemeente en waterschap"),
    Item("belasting_terug", "Belasting terug, ook van eerdere jaren", "Belastingdienst"),
    Item("voorlopige_aanslag", "Voorlopige aanslag en heffingskortingen", "Belastingdienst"),
    Item("collectieve_zorgverzekering", "Collectieve zorgverzekering", TOWN),
    Item("eigen_risico_afkopen", "Eigen risico afkopen", TOWN),
    Item("minimaregelingen", "Stadspas, kindpakket, school en sport", "gemeente en fondsen"),
    Item("alleenverdieners", "Tegemoetkoming alleenverdieners", TOWN),
    Item("noodfonds_energie", "Noodfonds Energie", "landelijk fonds"),
    Item("kinderalimentatie", "Kinderalimentatie", "LBIO"),
    Item("eigen_bijdragen_zorg", "Eigen bijdragen Wlz en Wmo", "CAK"),
    Item("aftrek_zorgkosten", "Aftrek van zorgkosten", "Belastingdienst"),
    Item("beslagvrije_voet", "Klopt de beslagvrije voet?", "deurwaarder"),
    Item("toeslagenwet", "Aanvulling uit de Toeslagenwet", "UWV"),
    Item("pensioen", "Recht op pensioen", "pensioenfonds"),
    Item("werkgever", "Hulp van de werkgever", "werkgever"),
    Item("noodfonds", "Noodfonds", "plaatselijk fonds"),
    Item("voedselbank", "Voedselbank en kledingbank", "plaatselijk"),
)
BY_KEY: Final = {one.key: one for one in ITEMS}
