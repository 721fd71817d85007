"""`houvast backup` and `houvast restore`: a copy of everything, and putting it back."""

from __future__ import annotations

import argparse
import contextlib
from importlib import import_module
from pathlib import Path
from typing import Any

from houvast.web.cli import database
from houvast.web.cli.with_django import leave_the_database, set_up_django
from houvast.web.cli.words import Parser, Refused, say, warn

NOT_SEALED = (
    "LET OP: deze kopie is NIET versleuteld. Wie hem heeft, leest namen, nummers en berichten. Bewaar hem achter slot, "
    "of zet BACKUP_KEY (`openssl rand -base64 32`) en maak een nieuwe."
)


def backup(words: list[str]) -> int:
    """Make one copy in a new folder inside the given one."""
    parser = Parser(prog="houvast backup")
    parser.add_argument("map", type=Path, help="waarin de map met de kopie komt")
    parser.add_argument("--onversleuteld", action="store_true", help="ook zonder BACKUP_KEY een kopie maken")
    parser.add_argument("--bewaar-dagen", type=int, help="gooi daarna oudere kopieën weg (hoogstens 35 dagen bewaren)")
    asked = parser.parse_args(words)
    if asked.bewaar_dagen is not None and asked.bewaar_dagen < 1:
        raise Refused("--bewaar-dagen moet 1 of meer zijn; bijvoorbeeld --bewaar-dagen 35.")
    set_up_django()
    settings = import_module("django.conf").settings
    making = import_module("houvast.foundation.backup.making")
    handing_out = import_module("houvast.foundation.destruction.handing_out")
    clock = import_module("houvast.foundation.clock").installed()
    if settings.BACKUP_DATABASE is None:
        raise Refused("Zet DATABASE_BACKUP_URL op de rol app_backup: die leest alles en schrijft niets.")
    if settings.BACKUP_KEY is None and not asked.onversleuteld:
        raise Refused(
            "Er is geen BACKUP_KEY, dus de kopie zou leesbaar zijn voor wie hem heeft. Zet BACKUP_KEY "
            "(`openssl rand -base64 32`), bewaar die sleutel ergens anders, of voeg --onversleuteld toe."
        )
    with database.own_server():
        try:
            reach = import_module("houvast.foundation.backup.programs").Reach.of(settings.BACKUP_DATABASE)
            copy = making.make(reach, Path(settings.DOCUMENT_FOLDER), asked.map, clock, settings.BACKUP_KEY)
            handing_out.hand_out(asked.map)
            import_module("houvast.foundation.backup.kept").note(Path(settings.HANDOUT_FOLDER), copy.manifest)
        except (making.CannotCopy, import_module("psycopg").Error) as refusal:
            raise Refused(f"Er is geen kopie gemaakt. {refusal}") from refusal
    rows = sum(copy.manifest.rows.values())
    say(f"De kopie staat in {copy.folder}: {rows} rijen, {copy.manifest.documents} documenten.")
    if (asked.map / handing_out.NAME).exists():
        say(f"Ernaast staat {handing_out.NAME}: de lijst van wat vernietigd is. Terugzetten leest die.")
    if not copy.manifest.encrypted:
        warn(NOT_SEALED)
    if asked.bewaar_dagen is not None:
        gone = making.remove_older(asked.map, asked.bewaar_dagen, clock)
        say(f"Weggegooid, ouder dan {asked.bewaar_dagen} dagen: {', '.join(gone) or 'niets'}.")
    return 0


def restore(words: list[str]) -> int:
    """Put one copy back: check, replace, bring to this version, destroy again, hold what would leave."""
    asked = _asked_of_restore(words)
    set_up_django()
    settings = import_module("django.conf").settings
    modules = [import_module(f"houvast.foundation.backup.{name}") for name in ("restoring", "manifest", "programs")]
    restoring, manifests, programs = modules
    if "owner" not in settings.DATABASES:
        raise Refused("Zet DATABASE_OWNER_URL: alleen de eigenaar van de tabellen zet een kopie terug.")
    with database.own_server():
        try:
            manifest = restoring.check(asked.map, settings.BACKUP_KEY, _known_migrations())
            if asked.kijk:
                say(f"Deze kopie is heel, en hoort bij deze versie of een eerdere. Gemaakt: {manifest.made_at}.")
                return 0
            entries = _destroyed(asked)
            leave_the_database()
            target = restoring.Target(programs.Reach.of(settings.DATABASES["owner"]), Path(settings.DOCUMENT_FOLDER))
            restoring.restore(asked.map, manifest, target, settings.BACKUP_KEY, over_data=asked.over_gegevens_heen)
            return _open_again(manifest, entries, held=not asked.verhuizing)
        except (restoring.CannotRestore, manifests.NotACopy) as refusal:
            raise Refused(str(refusal)) from refusal


def _asked_of_restore(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog="houvast restore")
    parser.add_argument("map", type=Path, help="de map van één kopie, houvast-…")
    parser.add_argument("--kijk", action="store_true", help="kijk alleen of de kopie heel is")
    parser.add_argument("--over-gegevens-heen", action="store_true", help="gooi weg wat er nu staat")
    parser.add_argument("--vernietigd", type=Path, action="append", default=[], help="nog een vernietigingslijst")
    parser.add_argument("--verhuizing", action="store_true", help="na de kopie is niets meer verstuurd")
    return parser.parse_args(words)


def _known_migrations() -> set[str]:
    loader = import_module("django.db.migrations.loader").MigrationLoader(None)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def _destroyed(asked: argparse.Namespace) -> list[Any]:
    """Every list there is: beside the copy, handed out, named, and in the database that is about to be replaced."""
    services = import_module("houvast.foundation.destruction.services")
    handing_out = import_module("houvast.foundation.destruction.handing_out")
    settings = import_module("django.conf").settings
    found = []
    for path in asked.vernietigd:
        if not path.is_file():
            raise Refused(f"{path} is er niet. Wijs een bestand {handing_out.NAME} aan.")
    beside = (asked.map.parent / handing_out.NAME, Path(settings.HANDOUT_FOLDER) / handing_out.NAME)
    for path in (*beside, *asked.vernietigd):
        try:
            found += handing_out.handed_out(path)
        except services.NotAList as trouble:
            raise Refused(f"{path}: {trouble}. Er is niets veranderd.") from trouble
    with contextlib.suppress(import_module("django.db").DatabaseError):  # it may be gone: that is why we restore
        found += services.lines()
    return found


def _open_again(manifest: Any, entries: list[Any], *, held: bool) -> int:
    """What must happen before anybody may come in."""
    settings = import_module("django.conf").settings
    clock = import_module("houvast.foundation.clock").installed()
    migrations = import_module("houvast.foundation.database.migrations")
    restoring = import_module("houvast.foundation.backup.restoring")
    lost = []
    if settings.BACKUP_DATABASE is not None:
        reach = import_module("houvast.foundation.backup.programs").Reach.of(settings.BACKUP_DATABASE)
        lost = restoring.missing_rows(reach, manifest)
    else:
        warn("Niet nageteld: zet DATABASE_BACKUP_URL op de rol app_backup, die elke organisatie ziet.")
    changed = migrations.migrate_when_changed()
    migrations.count_anew()
    replayed = import_module("houvast.foundation.destruction.services").replay(entries, clock)
    waiting = _hold(clock) if held else 0
    organisations = import_module("houvast.foundation.organisations.queries").every_organisation()
    heads = import_module("houvast.foundation.audit.heads")
    heads.went_on_from_here(Path(settings.HANDOUT_FOLDER), organisations, clock)
    say(f"De kopie van {manifest.made_at} is terug{' en naar deze versie gebracht' if changed else ''}.")
    say(f"Opnieuw vernietigd: {replayed.again}. Al weg: {replayed.gone}.")
    if waiting:
        say(f"Vastgehouden tot iemand keek: {waiting} berichten (Beheer, Geparkeerd).")
    for kind in replayed.unknown:
        warn(
            f"Op de lijst staat iets dat deze versie niet kan vernietigen: {kind}. "
            "Werk Houvast bij en zet opnieuw terug."
        )
    for table in lost:
        warn(f"{table} heeft niet zoveel rijen als de kopie zegt. Start Houvast niet; neem een andere kopie.")
    say("Draai `houvast check`, en start dan web en werker.")
    return 1 if lost or replayed.unknown else 0


def _hold(clock: Any) -> int:
    jobs = import_module("houvast.foundation.jobs.services")
    tenancy = import_module("houvast.foundation.tenancy.context")
    held = 0
    for organisation_id in import_module("houvast.foundation.organisations.queries").every_organisation():
        with tenancy.tenant(organisation_id):
            held += jobs.hold_after_restore(clock)
    return held
