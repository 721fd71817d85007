"""The form with which staff take a message back; the counsellor's and the administrator's screen share it."""

from django import forms

from houvast.foundation.jobs.services import NoReason
from houvast.web.ui.forms import HouvastForm


class TakeBackForm(HouvastForm):
    """Why this message need not leave any more."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label="Waarom hoeft dit bericht niet meer?",
        help_text="Bijvoorbeeld: ik heb gebeld. Noem geen bedragen of schulden.",
        max_length=200,
        error_messages={"required": NoReason.text},
    )
