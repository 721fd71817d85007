"""Persons and what is known of them. A person may exist with nothing but a contact point (record.md 4-5)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.tenancy.models import Fact, TenantForeignKey, TenantModel, VersionedModel


class Person(TenantModel):
    """A human being. Everything known about him is a dated fact."""

    created_at = models.DateTimeField()


class PersonFact(Fact):
    """A fact about a person."""

    person = TenantForeignKey(Person, related_name="%(class)ss")

    class Meta(Fact.Meta):
        abstract = True


class PersonName(PersonFact):
    """How somebody is called. Only `call_name` ("Hoe mogen wij je noemen?") may be all there is."""

    call_name = models.CharField(max_length=100, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    infix = models.CharField(max_length=20, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    salutation = models.CharField(max_length=24, blank=True)  # mevrouw, meneer, or nothing
    sort_key = models.CharField(max_length=240)  # unaccented, lower case, tussenvoegsel last

    class Meta(PersonFact.Meta):
        constraints = [
            *PersonFact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(call_name="") | ~Q(given_name="") | ~Q(surname=""), name="name_says_something"
            ),
        ]


class BirthDate(PersonFact):
    """Day of birth; `day` is empty when only the year is known."""

    year = models.PositiveSmallIntegerField()
    day = models.DateField(null=True)

    class Meta(PersonFact.Meta):
        constraints = [
            *PersonFact.Meta.constraints,
            models.CheckConstraint(condition=Q(year__gte=1890, year__lte=2100), name="birth_year_possible"),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | Q(day__year=models.F("year")), name="birth_day_in_its_year"
            ),
        ]


class Address(PersonFact):
    """Where somebody lives, or that he has no fixed address. Street and number are encrypted."""

    no_fixed_address = models.BooleanField(default=False)
    street = EncryptedTextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=80, blank=True)
    secret = models.BooleanField(default=False)

    class Meta(PersonFact.Meta):
        constraints = [
            *PersonFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(no_fixed_address=True) | ~Q(postcode="") | ~Q(city=""), name="address_says_where"
            ),
        ]


class Bsn(PersonFact):
    """Citizen service number: encrypted, found again only through the keyed index (security.md 3)."""

    number = EncryptedTextField()
    index = models.BinaryField(max_length=32)

    class Meta(PersonFact.Meta):
        # One person has one number: the first one, and after it corrections of the one before.
        constraints = [
            *PersonFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(supersedes__isnull=True), name="bsn_one_per_person"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "index"], name="bsn_index")]


class ContactKind(models.TextChoices):
    """A way to reach somebody."""

    PHONE = "phone", "telefoon"
    MAIL = "mail", "e-mail"
    POST = "post", "post"
    APP = "app", "app"


class ContactState(models.TextChoices):
    """given → confirmed by a code; wrong or unsafe points are never used again."""

    GIVEN = "given", "opgegeven"
    CONFIRMED = "confirmed", "bevestigd"
    WRONG = "wrong", "klopt niet"
    UNSAFE = "unsafe", "niet veilig"


CONTACT_STEPS: dict[str, tuple[str, ...]] = {
    ContactState.GIVEN: (ContactState.CONFIRMED, ContactState.WRONG, ContactState.UNSAFE),
    ContactState.CONFIRMED: (ContactState.WRONG, ContactState.UNSAFE),
    ContactState.WRONG: (ContactState.GIVEN,),
    ContactState.UNSAFE: (ContactState.GIVEN,),
}


class ContactPoint(VersionedModel):
    """A phone number (E.164), mail address, or postal address (encrypted) with its state."""

    person = TenantForeignKey(Person, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=ContactKind.choices)
    value = models.CharField(max_length=254, blank=True)  # phone, mail, app: normalised
    postal = EncryptedTextField(blank=True)  # post: street, postcode, city
    state = models.CharField(max_length=10, choices=ContactState.choices, default=ContactState.GIVEN)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    quiet_until = models.DateTimeField(null=True)  # given later by the resident: no codes before this moment

    class Meta(VersionedModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "kind", "value"], name="contact_point_value"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "kind", "value"],
                condition=~Q(kind="post"),
                name="contact_point_once",
            ),
            models.CheckConstraint(condition=Q(kind="post") | ~Q(value=""), name="contact_point_has_value"),
            models.CheckConstraint(condition=Q(state__in=ContactState.values), name="contact_state_known"),
        ]


class ContactWish(PersonFact):
    """How somebody wants to be reached, and how not. The newest standing row counts (record.md 5)."""

    preferred = models.CharField(max_length=8, choices=ContactKind.choices, blank=True)
    contact_point = TenantForeignKey(ContactPoint, null=True, related_name="+")
    comes_by = models.BooleanField(default=False)  # "ik kom langs"
    hours = ArrayField(models.CharField(max_length=12), default=list, blank=True)  # ochtend, middag, avond
    hours_note = models.CharField(max_length=120, blank=True)  # "niet na 17.00 uur"
    phone_allowed = models.BooleanField(default=True)
    text_allowed = models.BooleanField(default=True)
    mail_allowed = models.BooleanField(default=True)
    post_allowed = models.BooleanField(default=True)
    voicemail_allowed = models.BooleanField(default=True)
    safe_contact = models.BooleanField(default=False)  # somebody else may read or listen along
    safe_contact_note = EncryptedTextField(blank=True)  # class D: the reason
    language = models.CharField(max_length=16, default="nl")
    language_level = models.CharField(max_length=2, blank=True)
    interpreter = models.BooleanField(default=False)
