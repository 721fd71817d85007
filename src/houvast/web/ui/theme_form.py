"""The form of a municipality's look: it refuses a colour that cannot be read, and offers the nearest that can."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from houvast.web.ui import theme
from houvast.web.ui.forms import Chips, HouvastForm

NO_COLOUR = "Dit is geen kleur. Schrijf een hekje en 6 tekens, zoals #0b5a52."


class ColourInput(forms.TextInput):
    """A field with a swatch before it; the swatch stays empty while what is typed is no colour."""

    template_name = "ui/widgets/colour.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The colour of the swatch."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        try:
            context["swatch"] = theme.normal(str(value or ""))
        except ValueError:
            context["swatch"] = ""
        return context


class ColourField(forms.CharField):
    """A colour as `#rrggbb`; `abc` and capitals are understood."""

    widget = ColourInput(attrs={"data-colour": "", "autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=7, **kwargs)

    def clean(self, value: Any) -> str:
        """The colour in one spelling."""
        text: str = super().clean(value)
        try:
            return theme.normal(text)
        except ValueError as error:
            raise ValidationError(NO_COLOUR, code="no_colour") from error


class ThemeForm(HouvastForm):
    """Brand, dark brand, accent and corners. `checks` is the table of contrasts, `proposal` what would pass."""

    three_columns = True

    brand = ColourField(label="Merkkleur")
    brand_dark = ColourField(label="Donkere merkkleur")
    sun = ColourField(label="Accent (nu)")
    radius = forms.TypedChoiceField(
        label="Hoeken", coerce=int, choices=[(0, "Recht"), (4, "Een beetje rond"), (8, "Rond")], widget=Chips
    )

    def clean(self) -> dict[str, Any]:
        """Refuse what does not reach its contrast, at the field that causes it."""
        cleaned = super().clean()
        wanted = self.wanted()
        if wanted is None:
            return cleaned
        better = theme.proposal(wanted)
        for name in ("brand", "brand_dark", "sun"):
            colour, instead = getattr(wanted, name), getattr(better, name)
            if colour != instead:
                self.add_error(
                    name, f"Deze kleur kan nog niet. {colour} heeft te weinig contrast. Neem bijvoorbeeld {instead}."
                )
        return cleaned

    def wanted(self) -> theme.Theme | None:
        """The theme as typed (or as it was, before anything is typed); None while a colour is no colour."""
        names = ("brand", "brand_dark", "sun", "radius")
        if not self.is_bound:
            return theme.Theme(**{name: self.initial[name] for name in names}) if self.initial else theme.STANDARD
        typed = {name: self.data.get(self.add_prefix(name), "") for name in names}
        try:
            colours = {name: theme.normal(str(typed[name])) for name in names[:3]}
            return theme.Theme(**colours, radius=int(str(typed["radius"])))
        except ValueError:
            return None

    def checks(self) -> list[theme.Check]:
        """The table beside the form; empty while a colour is no colour."""
        wanted = self.wanted()
        return theme.checks(wanted) if wanted else []

    def proposal(self) -> theme.Theme | None:
        """The nearest look that may be saved, when this one may not."""
        wanted = self.wanted()
        better = theme.proposal(wanted) if wanted else None
        return better if better != wanted else None
