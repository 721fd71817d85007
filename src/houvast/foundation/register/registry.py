"""Reading the register of the whole house, and finding what is wrong with it.

Each app says it of its own tables in `register.py`, as with models and migrations; the tables of libraries, which
have no app of ours, are in `libraries.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.db.models import Model

from houvast.foundation.encryption.fields import EncryptedField
from houvast.foundation.register.entries import DataClass, Entry, Export, Line, Table, entry
from houvast.foundation.register.libraries import LIBRARIES
from houvast.foundation.register.shared import BASES

Key = tuple[str, str]
"""Label of the model ("residents.Address") and name of the field."""


@cache
def register() -> Mapping[Key, Entry]:
    """Every entry of the register, in the order of the apps and their tables."""
    bases = _bases()
    found: dict[Key, Entry] = {}
    for model, written in _written():
        shared = _shared_lines(model, bases)
        for field in model._meta.concrete_fields:
            line = written.lines.get(field.name) or written.lines.get("*") or shared.get(field.name)
            if line is not None:
                found[model._meta.label, field.name] = entry(line, written)
    return MappingProxyType(found)


def missing(models: Apps = apps) -> list[str]:
    """The fields without an entry: a model or column that somebody forgot."""
    known = register()
    return [
        f"{model._meta.label}.{field.name}"
        for model in _models(models)
        for field in model._meta.concrete_fields
        if (model._meta.label, field.name) not in known
    ]


def leftovers(models: Apps = apps) -> list[str]:
    """What the register speaks of and is not there: a table or field that went or was misspelt."""
    there = {model._meta.label: model for model in _models(models)}
    lost = []
    for label, written in _tables():
        if label not in there:
            lost.append(label)
            continue
        names = {"*", *(field.name for field in there[label]._meta.concrete_fields)}
        lost += [f"{label}.{name}" for name in written.lines if name not in names]
    return lost


def tables() -> list[tuple[type[Model], Table]]:
    """Every table with what is written of it."""
    return list(_written())


def contradictions() -> list[str]:
    """Entries that break a rule of the classes themselves, each with its place."""
    return [
        f"{label}.{name}: {wrong}"
        for (label, name), said in register().items()
        for wrong in faults(said, sealed=is_sealed(label, name))
    ]


def faults(said: Entry, *, sealed: bool) -> list[str]:
    """What is wrong with one entry (security.md 3); `sealed`: the field is encrypted in the database."""
    most = said.data_class is DataClass.MOST_SENSITIVE
    rules = {
        "klasse D, niet versleuteld en zonder reden": most and not sealed and not said.plain,
        "een reden om niet te versleutelen die er niet hoort": bool(said.plain) and (sealed or not most),
        "versleuteld en toch klasse A": sealed and said.data_class is DataClass.INTERNAL,
        "gaat nooit mee in een export": (most or sealed) and said.export is not Export.NEVER,
        "klasse C kan niet open geëxporteerd worden": (
            said.data_class is DataClass.SENSITIVE and said.export is Export.OPEN
        ),
    }
    return [wrong for wrong, holds in rules.items() if holds]


def is_sealed(label: str, name: str) -> bool:
    """Whether a field is encrypted in the database."""
    return isinstance(apps.get_model(label)._meta.get_field(name), EncryptedField)


def _models(models: Apps = apps) -> list[type[Model]]:
    """Every table of the house, those of libraries and those Django makes by itself included; tests' own not."""
    return [
        model
        for model in models.get_models(include_auto_created=True)
        if not model._meta.proxy and not model.__module__.startswith("tests.")
    ]


def _tables() -> Iterator[tuple[str, Table]]:
    for config in apps.get_app_configs():
        for name, written in _said_by(config, "REGISTER").items():
            yield f"{config.label}.{name}", written
    yield from LIBRARIES.items()


def _written() -> Iterator[tuple[type[Model], Table]]:
    models = {model._meta.label: model for model in _models()}
    for label, written in _tables():
        if label in models:
            yield models[label], written


def _bases() -> list[tuple[type[Model], Mapping[str, Line]]]:
    found = list(BASES.items())
    for config in apps.get_app_configs():
        found += _said_by(config, "BASES").items()
    return found


def _said_by(config: AppConfig, name: str) -> Mapping[Any, Any]:
    where = f"{config.name}.register"
    if not config.name.startswith("houvast.") or find_spec(where) is None:
        return {}
    return getattr(import_module(where), name, {})


def _shared_lines(model: type[Model], bases: list[tuple[type[Model], Mapping[str, Line]]]) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for base, shared in bases:
        if issubclass(model, base):
            lines |= shared
    return lines
