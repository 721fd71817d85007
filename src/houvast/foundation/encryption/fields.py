"""Model fields whose value is sealed in the database (bytea) and plain only in the hands of who asks for it.

How they behave:

- Assigning plain text and `save()` or `bulk_create()` seals it, bound to (organisation, table, column, id).
- Loading a row opens nothing. Reading the attribute opens that one value, once per instance.
- `values_list()` gives a `Sealed`; `decrypt_column()` opens those that are shown.
- `update()`, `bulk_update()` and filters do not know which row they are for, so plain text there is refused
  loudly (`PlainTextRefused`). A conditional update writes `seal(Model, "field", organisation_id, id, value)`.
- A value that was not changed is written back as it was; it is not sealed again.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from houvast.foundation.encryption.cipher import CannotDecrypt, Place, keyring

T = TypeVar("T")

if TYPE_CHECKING:
    PlainField = models.Field[T, T]
else:

    class PlainField(models.Field):
        """Django's Field takes its type arguments only while types are checked."""

        __class_getitem__ = classmethod(lambda cls, _types: cls)


class PlainTextRefused(TypeError):
    """Plain text was about to go to the database, or to be searched for, where only a sealed value may."""


class Sealed:
    """A value as it stands in the database. It says nothing about its content, not even when printed."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def __repr__(self) -> str:
        return "<versleuteld>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.raw == self.raw

    def __hash__(self) -> int:
        return hash(self.raw)


class _Opened:
    """A sealed value with its content beside it: a second look costs nothing, a save rewrites nothing."""

    __slots__ = ("content", "fingerprint", "place", "sealed")

    def __init__(self, content: Any, fingerprint: bytes, place: Place, sealed: Sealed) -> None:
        self.content = content
        self.fingerprint = fingerprint
        self.place = place
        self.sealed = sealed


class _SealedAttribute(DeferredAttribute):
    """Opens a sealed value when the attribute is read."""

    field: EncryptedField[Any]

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            super().__get__(instance, cls)  # a deferred column: Django fetches it and sets it on the instance
        held = instance.__dict__[name]
        if isinstance(held, Sealed):
            held = instance.__dict__[name] = self.field.opened(held, self.field.place_of(instance))
        return held.content if isinstance(held, _Opened) else held

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(PlainField[T]):
    """The base: how a value becomes bytes is all that its kinds add."""

    descriptor_class = _SealedAttribute
    empty_strings_allowed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for refused in ("db_index", "unique", "primary_key", "choices"):
            if kwargs.get(refused):
                raise TypeError(f"an encrypted field cannot have {refused}: use a keyed index beside it")
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    # What a kind of field says of itself

    def to_content(self, value: T) -> bytes:
        """The bytes that are sealed."""
        raise NotImplementedError

    def from_content(self, content: bytes) -> T:
        """The value that those bytes were."""
        raise NotImplementedError

    # To the database

    def get_internal_type(self) -> str:
        """The column is bytea."""
        return "BinaryField"

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """Seal what was assigned; write an unchanged value back as it was."""
        held = model_instance.__dict__.get(self.attname)
        if held is None and self.attname not in model_instance.__dict__:
            held = self.get_default()
        if held is None:
            return None
        place = self.place_of(model_instance)
        if isinstance(held, Sealed) and not add:
            return held
        if isinstance(held, Sealed):  # a copied row: what it brings must be openable where it will stand
            held = self.opened(held, place)
        elif isinstance(held, _Opened) and held.place == place:
            if self.to_content(held.content) != held.fingerprint:  # a list or dict was changed in place
                held = self.sealed(held.content, place)
        else:
            held = self.sealed(held.content if isinstance(held, _Opened) else held, place)
        model_instance.__dict__[self.attname] = held
        return held.sealed

    def get_prep_value(self, value: Any) -> Any:
        """The bytes of a sealed value; PlainTextRefused for anything else."""
        if value is None or isinstance(value, Sealed):
            return value.raw if value is not None else None
        if hasattr(value, "resolve_expression"):
            return value
        raise PlainTextRefused(
            f"{self.model._meta.label}.{self.name}: hier mag alleen een versleutelde waarde. "
            "Gebruik save() of bulk_create(), of seal() bij een update()."
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the driver wants bytes."""
        value = super().get_db_prep_value(value, connection, prepared)
        return connection.Database.Binary(value) if isinstance(value, bytes) else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only "is it there" and "is it still this sealed value" can be asked of a sealed column."""
        if lookup_name not in ("isnull", "exact"):
            raise PlainTextRefused(
                f"{self.name} is versleuteld en kan niet met '{lookup_name}' gezocht worden. Zoek op de index ernaast."
            )
        return super().get_lookup(lookup_name)

    # From the database

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """A sealed value; nothing is opened yet."""
        return None if value is None else Sealed(bytes(value))

    def to_python(self, value: Any) -> Any:
        """As it is: a sealed value stays sealed."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Serialised rows would hold plain text."""
        raise PlainTextRefused(f"{self.name} is versleuteld en gaat niet mee in een export van rijen.")

    # Sealing and opening

    def place_of(self, instance: models.Model) -> Place:
        """Where the value of this instance stands; ValueError while the row has no organisation or no id."""
        return self.place(getattr(instance, "organisation_id", None), instance.pk)

    def place(self, organisation_id: UUID | None, row_id: UUID | None) -> Place:
        """Where the value of row `row_id` stands."""
        if not (isinstance(organisation_id, UUID) and isinstance(row_id, UUID)):
            raise ValueError(f"{self.model._meta.label}.{self.name}: eerst een organisatie en een id (UUID).")
        return Place(organisation_id, self.model._meta.db_table, str(self.column), row_id)

    def sealed(self, value: T, place: Place) -> _Opened:
        """A plain value, sealed for a place, with the value beside it."""
        content = self.to_content(value)
        return _Opened(value, content, place, Sealed(keyring().seal(content, place)))

    def opened(self, sealed: Sealed, place: Place) -> _Opened:
        """A sealed value with its content beside it; CannotDecrypt if it does not belong at this place."""
        content = keyring().open(sealed.raw, place)
        try:
            value = self.from_content(content)
        except ValueError:
            raise CannotDecrypt(f"{place}: de inhoud heeft niet de vorm van dit veld.") from None
        return _Opened(value, content, place, sealed)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """The model must have what the value is bound to: an organisation and a UUID as id."""
        found = super().check(**kwargs)
        organisations = {field.attname for field in self.model._meta.concrete_fields}
        if "organisation_id" not in organisations or not isinstance(self.model._meta.pk, models.UUIDField):
            found.append(
                checks.Error(
                    "An encrypted field needs `organisation_id` and a UUID primary key on its model.",
                    obj=self,
                    id="encryption.E001",
                )
            )
        return found


class EncryptedTextField(EncryptedField[str]):
    """Text. `max_length` counts signs of the plain text and is enforced when it is sealed.

    Like any text field it is empty, not absent, when nothing was given.
    """

    empty_strings_allowed = True

    def to_content(self, value: str) -> bytes:
        """UTF-8; ValueError for text that is too long or holds half a character."""
        if not isinstance(value, str):
            raise TypeError(f"{self.name}: tekst verwacht, geen {type(value).__name__}")
        if self.max_length is not None and len(value) > self.max_length:
            raise ValueError(f"{self.name}: hoogstens {self.max_length} tekens, dit zijn er {len(value)}.")
        return value.encode()

    def from_content(self, content: bytes) -> str:
        """The text."""
        return content.decode()


class EncryptedBytesField(EncryptedField[bytes | None]):
    """Bytes as they are, or None once they were destroyed: a key of its own for one document."""

    def to_content(self, value: bytes | None) -> bytes:
        """The bytes."""
        if not isinstance(value, bytes):
            raise TypeError(f"{self.name}: bytes verwacht, geen {type(value).__name__}")
        return value

    def from_content(self, content: bytes) -> bytes:
        """The bytes."""
        return content


class EncryptedDateField(EncryptedField[dt.date]):
    """A day."""

    def to_content(self, value: dt.date) -> bytes:
        """ISO 8601; a moment is not a day and is refused."""
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise TypeError(f"{self.name}: dag verwacht, geen {type(value).__name__}")
        return value.isoformat().encode()

    def from_content(self, content: bytes) -> dt.date:
        """The day."""
        return dt.date.fromisoformat(content.decode())


class EncryptedJSONField(EncryptedField[Any]):
    """A small structure of dicts, lists, text, whole numbers, booleans and None.

    No floats: amounts are cents.
    """

    def to_content(self, value: Any) -> bytes:
        """Canonical JSON: sorted keys, no spaces; ValueError for a float."""
        _refuse_floats(value, self.name)
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def from_content(self, content: bytes) -> Any:
        """The structure."""
        return json.loads(content)


def _refuse_floats(value: Any, name: str) -> None:
    if isinstance(value, float):
        raise ValueError(f"{name}: geen kommagetal; bedragen zijn hele centen.")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part, name)


def encrypted_field(model: type[models.Model], name: str) -> EncryptedField[Any]:
    """The encrypted field `name` of `model`; TypeError if it is another kind of field."""
    field = model._meta.get_field(name)
    if not isinstance(field, EncryptedField):
        raise TypeError(f"{model._meta.label}.{name} is geen versleuteld veld.")
    return field


def encrypted_fields(model: type[models.Model]) -> list[EncryptedField[Any]]:
    """All encrypted fields of `model`."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedField)]


def decrypt_column(model: type[models.Model], field: str, organisation_id: UUID, row_id: UUID, raw: Any) -> Any:
    """The plain value of a column as `values_list()` or SQL gave it; None stays None.

    Raises CannotDecrypt.
    """
    if raw is None:
        return None
    kind = encrypted_field(model, field)
    sealed = raw if isinstance(raw, Sealed) else Sealed(bytes(raw))
    return kind.opened(sealed, kind.place(organisation_id, row_id)).content


def seal(model: type[models.Model], field: str, organisation_id: UUID, row_id: UUID, value: Any) -> Sealed | None:
    """A plain value sealed for one row, for use in a conditional `update()` of exactly that row."""
    if value is None:
        return None
    kind = encrypted_field(model, field)
    return kind.sealed(value, kind.place(organisation_id, row_id)).sealed


def reseal(model: type[models.Model], field: str, organisation_id: UUID, row_id: UUID, sealed: Sealed) -> Sealed | None:
    """The value sealed again with the current key, or None when it already is (rotation)."""
    if keyring().is_current(sealed.raw):
        return None
    kind = encrypted_field(model, field)
    place = kind.place(organisation_id, row_id)
    return Sealed(keyring().seal(keyring().open(sealed.raw, place), place))


__all__ = [
    "EncryptedBytesField",
    "EncryptedDateField",
    "EncryptedJSONField",
    "EncryptedTextField",
    "PlainTextRefused",
    "Sealed",
    "decrypt_column",
    "encrypted_field",
    "encrypted_fields",
    "reseal",
    "seal",
]
