"""What the living page shows: made-up people, in four states (filled, with errors, empty, long words).

The Arabic and Tigrinya words are drafts that no native speaker has checked; they show form, not content.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django import forms

from houvast.web.ui import shapes, words
from houvast.web.ui.forms import (
    Chips,
    ChipsMultiple,
    DateInThreeFields,
    HouvastForm,
    Note,
    OptionChecks,
    OptionRadios,
)
from houvast.web.ui.page import MenuItem, PageContext
from houvast.web.ui.theme_form import ThemeForm

LANGUAGES = ("nl", "en", "ar", "ti")
PHONE = "0123456789"
TODAY = date(2026, 11, 23)
CALL, TALK = date(2026, 11, 25), date(2026, 12, 3)
TEMPLATES = Path(__file__).parent / "templates" / "ui"
LONG = "Meneer Maximiliaan-Alexander van der Wijngaarden-Oosterhuizen tot Nieuwkerkerbroek aan den IJssel"

_WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Dag Sanne", "lead": "Elke vraag is welkom, klein of groot.", "call": "Wij bellen je uiterlijk",
        "best": "Kies een beste tijd", "signed": "Je bent aangemeld", "calling": "Wij bellen je", "we": "Wij doen dit.",
        "talk": "Eerste gesprek", "plan": "Jouw plan", "after": "Zo lang als jij wilt", "care": "Nazorg",
        "reach": "Hoe kunnen wij je bereiken?", "choose": "Kies wat voor jou fijn is.", "callme": "Bel mij",
        "mail": "Stuur een e-mail", "visit": "Ik kom langs", "number": "Op welk nummer?", "address": "Op welk adres?",
        "name": "Hoe mogen wij je noemen?", "name_help": "Niet verplicht. Je voornaam is genoeg.",
        "haste": "Is er haast?", "house": "Ik moet mijn huis uit", "power": "Stroom, gas, warmte of water gaat eraf",
        "no": "Nee, er is geen haast", "unknown": "Weet ik niet", "born": "Wanneer ben je geboren?",
        "story": "Wat is er aan de hand?", "next": "Volgende", "how": "Zo bereiken wij je", "calls": "Bellen",
        "free": "Gratis. Hulp kost je niets.", "empty": "Nog geen berichten", "ask": "Stuur gerust een vraag.",
        "why": "Eén schuldeiser heeft nog niet geantwoord.", "who": "Fatma belt hem op donderdag 26 november.",
        "new": "Je hoort het uiterlijk vrijdag 4 december.",
        "late": "Je zou op 20 november alles horen. Dat is niet gelukt.",
    },
    "en": {
        "title": "Hello Sanne", "lead": "Every question is welcome, small or big.",
        "call": "We will call you no later than",
        "best": "Choose a good time", "signed": "You have signed up", "calling": "We call you", "we": "We do this.",
        "talk": "First talk", "plan": "Your plan", "after": "As long as you want", "care": "Aftercare",
        "reach": "How can we reach you?", "choose": "Choose what suits you.", "callme": "Call me",
        "mail": "Send an e-mail", "visit": "I will come by", "number": "On which number?",
        "address": "To which address?",
        "name": "What may we call you?", "name_help": "Not required. Your first name is enough.",
        "haste": "Is it urgent?", "house": "I have to leave my home",
        "power": "Electricity, gas, heat or water is cut off",
        "no": "No, it is not urgent", "unknown": "I do not know", "born": "When were you born?",
        "story": "What is going on?", "next": "Next", "how": "This is how we reach you", "calls": "By phone",
        "free": "Free. Help costs you nothing.", "empty": "No messages yet", "ask": "Feel free to ask.",
        "why": "One creditor has not answered yet.", "who": "Fatma calls them on Thursday 26 November.",
        "new": "You will know no later than Friday 4 December.",
        "late": "You would hear everything on 20 November. We did not manage.",
    },
    "ar": {
        "title": "مرحبًا Sanne", "lead": "كل سؤال مرحّب به، صغيرًا كان أم كبيرًا.", "call": "نتصل بك في موعد أقصاه",
        "best": "اختر وقتًا مناسبًا", "signed": "تم تسجيلك", "calling": "نتصل بك", "we": "نحن نقوم بهذا.",
        "talk": "المحادثة الأولى", "plan": "خطتك", "after": "طالما أردت", "care": "المتابعة",
        "reach": "كيف نصل إليك؟", "choose": "اختر ما يناسبك.", "callme": "اتصلوا بي",
        "mail": "أرسلوا لي بريدًا إلكترونيًا", "visit": "سآتي إليكم", "number": "على أي رقم؟", "address": "إلى أي عنوان؟",
        "name": "ما الاسم الذي تحب أن نناديك به؟", "name_help": "ليس إلزاميًا. اسمك الأول يكفي.",
        "haste": "هل الأمر عاجل؟", "house": "يجب أن أترك بيتي", "power": "ستُقطع الكهرباء أو الغاز أو الماء",
        "no": "لا، ليس عاجلًا", "unknown": "لا أعرف", "born": "متى وُلدت؟",
        "story": "ماذا يحدث؟", "next": "التالي", "how": "هكذا نصل إليك", "calls": "بالهاتف",
        "free": "مجانًا. المساعدة لا تكلّفك شيئًا.", "empty": "لا توجد رسائل بعد", "ask": "اسأل ما تشاء.",
        "why": "دائن واحد لم يجب بعد.", "who": "Fatma تتصل به يوم الخميس 26 نوفمبر.",
        "new": "ستعرف في موعد أقصاه الجمعة 4 ديسمبر.", "late": "كان يجب أن تعرف كل شيء في 20 نوفمبر. لم ننجح.",
    },
    "ti": {
        "title": "ሰላም Sanne", "lead": "ኩሉ ሕቶ እንቋዕ ደሓን መጸ።", "call": "ክሳብ እዚ ዕለት ክንድውለልካ ኢና",
        "best": "ጽቡቕ ግዜ ምረጽ", "signed": "ተመዝጊብካ ኣለኻ", "calling": "ክንድውለልካ ኢና", "we": "ንሕና ንገብሮ።",
        "talk": "ቀዳማይ ዝርርብ", "plan": "መደብካ", "after": "ክሳብ ዝደለኻዮ", "care": "ድሕረ ክንክን",
        "reach": "ብኸመይ ክንረኽበካ ንኽእል?", "choose": "ዝጥዕመካ ምረጽ።", "callme": "ደውሉለይ",
        "mail": "ኢመይል ስደዱለይ", "visit": "ክመጽእ እየ", "number": "ኣበየናይ ቁጽሪ?", "address": "ኣበየናይ ኣድራሻ?",
        "name": "እንታይ ኢልና ንጸውዓካ?", "name_help": "ግድን ኣይኮነን። ስምካ ይኣክል።",
        "haste": "ህጹጽ ድዩ?", "house": "ካብ ገዛይ ክወጽእ ኣለኒ", "power": "መብራህቲ፡ ጋዝ ወይ ማይ ክቋረጽ እዩ",
        "no": "ኣይኮነን", "unknown": "ኣይፈልጥን", "born": "መዓስ ተወሊድካ?",
        "story": "እንታይ ኣሎ?", "next": "ቀጽል", "how": "ከምዚ ንረኽበካ", "calls": "ብተሌፎን",
        "free": "ብነጻ እዩ።", "empty": "መልእኽቲ የለን", "ask": "ሕቶ ስደድ።",
        "why": "ሓደ ኣካል ክሳብ ሕጂ ኣይመለሰን።", "who": "Fatma ክትድውለሉ እያ (26-11-2026)።",
        "new": "ክሳብ (4-12-2026) ክትፈልጥ ኢኻ።", "late": "ብ(20-11-2026) ክትሰምዕ ነይሩካ።",
    },
}  # fmt: skip


def resident_form(language: str, data: dict[str, Any] | None = None) -> HouvastForm:
    """The questions of the living page in one language."""
    w = _WORDS[language]

    class Questions(HouvastForm):
        channel = forms.ChoiceField(
            label=w["reach"], help_text=w["choose"],
            choices=[("call", w["callme"]), ("mail", w["mail"]), ("visit", w["visit"])],
            widget=OptionRadios(
                icons={"call": "phone", "mail": "mail", "visit": "door-open"},
                subfields={"call": "number", "mail": "address"},
            ),
        )  # fmt: skip
        number = forms.CharField(label=w["number"], required=False, widget=forms.TextInput(attrs={"type": "tel"}))
        address = forms.EmailField(label=w["address"], required=False)
        name = forms.CharField(label=w["name"], help_text=w["name_help"], required=False, max_length=60)
        haste = forms.MultipleChoiceField(
            label=w["haste"], required=False,
            choices=[("house", w["house"]), ("power", w["power"]), ("no", w["no"]), ("unknown", w["unknown"])],
            widget=OptionChecks(
                pictures={"house": "huis", "power": "stroom", "no": "nee", "unknown": "weet-niet"},
                notes={"power": Note("ui/components/urgent.html", {"number": words.phone_words(PHONE), "tel": PHONE})},
            ),
        )  # fmt: skip
        born = DateInThreeFields(label=w["born"], required=False)
        story = forms.CharField(
            label=w["story"], required=False, max_length=600, widget=forms.Textarea(attrs={"data-count": 600})
        )

        def clean_number(self) -> str:
            number: str = self.cleaned_data["number"]
            if number and sum(sign.isdigit() for sign in number) < 10:
                self.add_error("number", "Dit nummer is te kort. Een nummer heeft 10 cijfers.")
            return number

    return Questions(data, auto_id="id_%s", initial=None if data else {"channel": "call", "haste": ["power"]})


def resident(language: str, state: str) -> dict[str, Any]:
    """The resident's components in one language and state."""
    w = _WORDS[language]
    name = LONG if state == "lang" else "Sanne"
    data = (
        {"channel": "call", "number": "06 12 34 56", "born_day": "31", "born_month": "2"} if state == "fout" else None
    )
    road = [
        shapes.RoadStep(w["signed"], "done", words.day_words(TODAY, language)),
        shapes.RoadStep(w["calling"], "now", f"{w['call']} {words.day_words(CALL, language)}.", w["we"]),
        shapes.RoadStep(w["talk"], "later", words.day_words(TALK, language)),
        shapes.RoadStep(w["plan"], "later"),
        shapes.RoadStep(w["care"], "later", w["after"]),
    ]
    form = resident_form(language, data)
    form.is_valid()
    return {
        "w": w,
        "form": form,
        "heading": w["title"].replace("Sanne", name),
        "card": shapes.NowCard(
            w["call"], words.day_words(CALL, language), CALL, button=w["best"], button_url="#inhoud"
        ),
        "delay": shapes.Delay(w["late"], w["why"], w["who"], w["new"]),
        "road": [] if state == "leeg" else road,
        "ways": [
            shapes.Way(w["calls"], f"tel:{PHONE}", "phone", [w["free"]], first=True, number=words.phone_words(PHONE)),
            shapes.Way(w["next"], "#inhoud", "square-pen", [w["lead"]]),
        ],
        "summary": [
            shapes.SummaryRow(w["how"], w["calls"], "#inhoud"),
            shapes.SummaryRow(w["number"], "06 12 34 56 78", "#inhoud", ltr=True),
            shapes.SummaryRow(w["name"], name, "#inhoud"),
        ],
        "person": shapes.PersonCard("Fatma de Boer", w["we"], "", PHONE, w["calls"], "#inhoud", w["mail"]),
        "promise": f"{w['call']} {words.day_words(CALL, language)}.",
        "phone": PHONE,
    }


BADGES = (
    shapes.DeadlineBadge("late", "2 dagen te laat"),
    shapes.DeadlineBadge("today", "vandaag 10.30"),
    shapes.DeadlineBadge("soon", "do 26 nov"),
    shapes.DeadlineBadge("later", "14 dec"),
    shapes.DeadlineBadge("none", "geen termijn"),
    shapes.DeadlineBadge("paused", "pauze tot 3 feb"),
    shapes.DeadlineBadge("crisis", "crisis · 3 werkdagen"),
)


@cache
def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (TEMPLATES / folder).glob("*.svg")))


def marks() -> dict[str, Any]:
    """Small marks, pictures and icons."""
    return {
        "badges": BADGES,
        "phases": [(1, "Aangemeld"), (3, "Eerste gesprek"), (6, "Voorstel"), (8, "Nazorg")],
        "pictures": [n for n in _names("pictures") if n not in ("gesprek", "weg-kwijt", "kapot", "klaar")],
        "scenes": ("gesprek", "weg-kwijt", "kapot", "klaar"),
        "icons": _names("icons"),
        "colours": ("ink", "ink-soft", "line-strong", "line", "page", "sand", "desk", "brand", "brand-dark",
                    "brand-tint", "sun", "sun-tint", "coral", "mint", "safe", "halo"),
    }  # fmt: skip


class StaffForm(HouvastForm):
    """The staff questions of the living page."""

    mark_optional = "(mag leeg)"
    door = forms.ChoiceField(
        label="Hoe komt deze vraag binnen?",
        choices=[("phone", "Telefoon"), ("desk", "Balie"), ("letter", "Brief"), ("walk_in", "Inloop")],
        widget=Chips(icons={"phone": "phone", "desk": "door-open", "letter": "mail", "walk_in": "users"}),
    )
    contact = forms.CharField(label="Telefoon of e-mail")
    called = forms.CharField(label="Hoe mogen wij je noemen?", required=False)
    haste = forms.MultipleChoiceField(
        label="Is er haast?",
        required=False,
        choices=[("house", "Huis uit"), ("power", "Stroom, gas, warmte of water eraf"), ("no", "Nee")],
        widget=ChipsMultiple(icons={"house": "house", "power": "zap-off"}),
    )
    day = DateInThreeFields(label="Wanneer gaat het gebeuren?", required=False)
    language = forms.ChoiceField(label="Taal", choices=[("nl", "Nederlands"), ("ar", "Arabisch")], required=False)
    question = forms.CharField(
        label="Vraag, in de woorden van de inwoner", required=False, widget=forms.Textarea, max_length=2000
    )


def _row(name: str, due: date | None, phase: tuple[int, str], step: str, **extra: Any) -> shapes.WorkRow:
    badge = words.deadline_badge(due, TODAY)
    return shapes.WorkRow(name, f"#{name[:3]}", badge, phase[1], phase[0], step, extra.pop("who", "jij"), **extra)


def _groups(state: str) -> list[shapes.WorkGroup]:
    late = [
        _row("Özdemir, M.", date(2026, 11, 20), (1, "Aangemeld"), "Eerste keer bellen (2 werkdagen)",
             language="tr", number="SH-2026-0409"),
        _row("Haddad, A." if state != "lang" else LONG, date(2026, 11, 20), (6, "Voorstel"),
             "Amira vertellen hoe het voorstel gaat", language="ar", interpreter=True, safe=True, more=2,
             number="SH-2026-0291", second="Laatste contact vr 20 nov"),
    ]  # fmt: skip
    today = [_row("Bakker, T.", TODAY, (5, "Rust met schuldeisers"), "Vast belmoment", number="SH-2026-0352")]
    later = [
        _row("Nowak, P.", date(2026, 11, 30), (6, "Voorstel"), "Antwoord van 3 van 11 schuldeisers",
             language="pl", who="schuldeiser", number="SH-2026-0273"),
        _row("Vos, C.", None, (7, "Aflossen met hulp"), "Aflossen loopt goed", who="inwoner", number="SH-2025-0402"),
    ]  # fmt: skip
    return [
        shapes.WorkGroup("Te laat", 2, late, "eerst bellen, dan uitleggen"),
        shapes.WorkGroup("Vandaag", 1, today, "maandag 23 november"),
        shapes.WorkGroup("Later", 40, later, "eerste 2 van 40"),
    ]


def staff(state: str) -> dict[str, Any]:
    """The staff components in one state."""
    form = StaffForm({"door": "", "day_day": "40", "day_month": "1", "day_year": "2026"} if state == "fout" else None)
    form.is_valid()
    months = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov")
    shares = (0.91, 0.93, 0.92, 0.95, 0.96, 0.94, 0.9, 0.88, 0.93, 0.95, 0.94)
    return {
        "form": form,
        "groups": [] if state == "leeg" else _groups(state),
        "filters": [shapes.Filter("Alles", "#a", 58, current=True), shapes.Filter("Te laat", "#b", 3, late=True)],
        "tabs": [shapes.Tab("Overzicht", "#o", current=True), shapes.Tab("Schulden", "#s", "9")],
        "facts": [
            shapes.Fact("Zo spreek je haar aan", "mevrouw Haddad, je"),
            shapes.Fact("Huishouden", LONG if state == "lang" else "1 ouder, 2 kinderen (7 en 13)"),
        ],
        "next": shapes.NextStep(
            "Amira bellen: vertel hoe het met het voorstel gaat", "Fatma de Boer", "nu, vóór 17.00 uur",
            BADGES[0], "Bel met tolk", "#b", "phone",
        ),
        "promises": [
            shapes.PromiseFact("Zonder drempels", "gebeld na 1 werkdag, gesprek dag 8", "kept"),
            shapes.PromiseFact("Vertrouwen", "zelfde persoon, 23 van 24 belmomenten", "kept"),
            shapes.PromiseFact("Duidelijkheid", "update 3 dagen te laat", "broken"),
            shapes.PromiseFact("Niet buiten de boot", "zorgoverleg loopt", "kept"),
            shapes.PromiseFact("Minder druk", "7 van 9 akkoord · pauze tot 3 feb", "risk"),
            shapes.PromiseFact("Schuldenzorgvrij", "nazorg nog plannen", "open"),
        ],
        "tasks": [
            shapes.TaskRow("Waterland Energie bellen", "Fatma · do 26 nov", BADGES[2], url="#t"),
            shapes.TaskRow("Huurtoeslag nagekeken", "klaar 12 oktober", shapes.DeadlineBadge("later", "klaar"),
                           done=True),
        ],
        "log": [
            shapes.LogLine("ma 23 nov", "Informatiemoment gemist door ons (20 november).", "triangle-alert",
                           kind="late", url="#s", link="Stuur een sorry-bericht"),
            shapes.LogLine("vr 20 nov", "Vast belmoment, 10.00 uur, met tolk.", "phone", "FB · 12 min"),
            shapes.LogLine("do 19 nov", "Antwoord Woonplaats: akkoord", "check", kind="good"),
        ],
        "tiles": [
            shapes.Tile("Contact binnen 2 werkdagen", "94%", "norm 95% · 3 van 48 later"),
            shapes.Tile("Intake binnen 10 dagen", "91%", "norm 95% · 4 van 45 later"),
            shapes.Tile("Sinds vrijdag 17.00 uur", "2", "1 in het weekend"),
            shapes.Tile("Crisis", "1", "gesprek uiterlijk wo 25 november"),
        ],
        "columns": [shapes.Column("Schuldeiser"), shapes.Column("Bedrag", amount=True)],
        "rows": [("Waterland Energie", words.euro(115005)), ("Klikwinkel", words.euro(-4150))],
        "total": ("Samen", words.euro(110855)),
        "theme_form": ThemeForm(
            {"brand": "#3fa796" if state == "fout" else "#0b5a52", "brand_dark": "#083f3a",
             "sun": "#f4b740", "radius": "8"}
        ),
        "answer_columns": ["Verstuurd", "Akkoord", "Tegenvoorstel", "Nee"],
        "answers": [
            shapes.MatrixRow("Woonplaats", [("sent", "27 okt"), ("yes", "19 nov"), None, None]),
            shapes.MatrixRow("Klikwinkel", [("sent", "27 okt"), None, ("other", "16 nov"), None], open=True,
                             next_step="heroverweging vragen", url="#k"),
        ],
        "steps": [
            shapes.TraceStep("Bijstandsnorm", "norm juli 2026", words.euro(140015), "Rekenmethode 3.1"),
            shapes.TraceStep("Huur boven de norm", "hoeveel is de huur?", "", "3.2", "open"),
            shapes.TraceStep("Kosten van kinderen", "2 × € 50,00", words.euro(10000), "3.4", "unsure"),
            shapes.TraceStep("Vrij te laten bedrag", "regel 1 + 3", words.euro(150015), "3.9", "sum"),
        ],
        "bullets": [
            shapes.Bullet(0.88, 0.80, "88%", "norm 80%"),
            shapes.Bullet(0.94, 0.95, "94%", "norm 95%"),
            shapes.Bullet(1, 0, "1", "norm 0", zero=True),
        ],
        "spark": shares,
        "series": shapes.Series(
            "Het contact in 2 werkdagen is 94%, net onder de norm van 95%.",
            [(m, s, words.percent(s)) for m, s in zip(months, shares, strict=True)], 0.95, "norm 95%",
        ),
        "funnel": [
            shapes.FunnelStep("Aangemeld", 412), shapes.FunnelStep("Eerste gesprek", 371, "41 wilden niet verder"),
            shapes.FunnelStep("Plan", 300, "52 zelf opgelost"),
        ],
    }  # fmt: skip


def dress_staff(page: PageContext) -> None:
    """A staff page around the components when nobody is signed in."""
    page.language, page.staff = "nl", True
    page.municipality = page.municipality or "Gemeente Voorbeeldstad"
    page.search_url, page.crisis_url, page.signup_url = page.search_url or "#z", page.crisis_url or "#c", "#n"
    page.person, page.initials, page.role_label = "Fatma de Boer", "FB", "Schuldhulpverlener"
    page.menu_key, page.shortcuts = "day", True
    page.menu = (
        MenuItem("day", "Mijn dag", "#d", "sun", 3, late=True),
        MenuItem("signups", "Aanmeldingen", "#a", "inbox", 6),
        MenuItem("dossiers", "Dossiers", "#o", "folder", 58),
        MenuItem("quality", "Kwaliteit", "#k", "chart-column", group="Team"),
        MenuItem("manage", "Beheer", "#b", "settings", group="Team"),
    )
