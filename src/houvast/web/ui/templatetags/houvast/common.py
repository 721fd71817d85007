"""What every face shows: buttons, links, messages, panels."""

from __future__ import annotations

from django.utils.safestring import SafeString

from houvast.web.ui import words
from houvast.web.ui.component import component
from houvast.web.ui.templatetags.houvast.library import library

ALERT_ICONS = {"error": "circle-alert", "good": "circle-check", "warning": "triangle-alert", "info": "info"}


@library.inclusion_tag("ui/components/phone.html")
def phone(number: str, label: str = "") -> dict[str, object]:
    """`{% phone page.phone %}`: a number to tap, always left to right."""
    return {"number": words.phone_words(number), "tel": words.tel(number), "label": label}


@library.inclusion_tag("ui/components/button.html")
def button(
    label: str, kind: str = "primary", icon: str = "", *, name: str = "", value: str = "", end_icon: str = ""
) -> dict[str, object]:
    """`{% button "Volgende" end_icon="arrow-right" %}`: a submit button. Kinds: primary, outline, plain, danger,
    stop, off, each also with " small"."""
    return {
        "label": label,
        "kinds": kind.split(),
        "icon": icon,
        "name": name,
        "value": value,
        "end_icon": end_icon,
    }


@library.inclusion_tag("ui/components/linkbutton.html")
def linkbutton(
    label: str, url: str, kind: str = "outline", icon: str = "", *, end_icon: str = "", ltr: str = ""
) -> dict[str, object]:
    """`{% linkbutton "Brief" url %}`: a link that looks like a button; `ltr` is a number after the label."""
    return {"label": label, "url": url, "kinds": kind.split(), "icon": icon, "end_icon": end_icon, "ltr": ltr}


@library.inclusion_tag("ui/components/back.html")
def back(url: str, label: str = "") -> dict[str, object]:
    """`{% back url %}`: the arrow and "Terug"."""
    return {"url": url, "label": label}


@library.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "") -> SafeString:
    """`{% alert "error" %}…{% endalert %}`: kinds info, good, warning, error."""
    return component(
        "ui/components/alert.html",
        {"content": content, "kind": kind, "title": title, "icon": ALERT_ICONS[kind], "role": kind == "error"},
    )


@library.simple_block_tag
def empty(content: str, title: str, picture: str = "klaar", text: str = "") -> SafeString:
    """`{% empty "Niets te laat" %}…actions…{% endempty %}`: picture, one sentence, what comes next."""
    return component("ui/components/empty.html", {"content": content, "title": title, "picture": picture, "text": text})


@library.simple_block_tag
def panel(
    content: str, title: str, side: str = "", *, url: str = "", link: str = "", flush: bool = False
) -> SafeString:
    """`{% panel "Taken" "4 open" %}…{% endpanel %}`: a staff panel with its head."""
    return component(
        "ui/components/panel.html",
        {"content": content, "title": title, "side": side, "url": url, "link": link, "flush": flush},
    )
