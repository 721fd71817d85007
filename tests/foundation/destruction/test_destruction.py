"""What was destroyed stays written down, outside the database as well, and can be destroyed again."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from tests.support.houses import WALL_CLOCK, build_house, later_clock

from houvast.foundation.destruction import handing_out, services
from houvast.foundation.destruction.models import Destroyed
from houvast.foundation.destruction.services import Entry, NotAList, as_text, from_text, note, replay
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
KIND = "thing"  # that only the tests have


@pytest.fixture
def house():
    return build_house()


@pytest.fixture
def destroyed():
    """Destroying a thing again: what was asked, and whether it is there."""
    asked, there = [], set()

    def again(object_id, ground, clock):
        asked.append((object_id, ground))
        return object_id in there

    services.register_again(KIND, again)
    yield asked, there
    del services._again[KIND]


def noted(house, *object_ids, clock=WALL_CLOCK):
    with tenant(house.id):
        note(KIND, object_ids, "bewaartermijn", clock)


def test_what_is_destroyed_twice_is_written_down_once(house):
    one = uuid.uuid4()
    noted(house, one)
    noted(house, one, clock=later_clock(hours=1))
    with tenant(house.id):
        [row] = Destroyed.objects.all()
    assert (row.object_id, row.at, row.ground) == (one, WALL_CLOCK.now(), "bewaartermijn")


@pytest.mark.parametrize("change", [lambda rows: rows.update(ground="x"), lambda rows: rows.delete()])
def test_the_list_only_grows(house, change):
    noted(house, uuid.uuid4())
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"), tenant(house.id), transaction.atomic():
        change(Destroyed.objects.all())


def test_the_list_as_text_is_the_same_list(house):
    other = build_house("buurstad", demo=False)
    noted(house, uuid.uuid4(), uuid.uuid4())
    noted(other, uuid.uuid4())
    entries = sorted(services.lines())
    assert len(entries) == 3
    assert from_text(as_text(entries)) == entries


@pytest.mark.parametrize("line", ["{}", "niet van ons", "[1]", '{"at": "gisteren"}', '"x"'])
def test_a_line_that_is_none_of_ours_is_refused_by_its_number(line):
    good = as_text(
        [Entry("2026-11-23T09:00:00+00:00", *(str(uuid.uuid4()) for _ in range(2)), KIND, str(uuid.uuid4()), "")]
    )
    with pytest.raises(NotAList, match="regel 2"):
        from_text(good + line)


def test_handing_out_adds_what_is_new_and_mends_a_line_that_was_cut_off(house, tmp_path):
    path = tmp_path / "uit" / handing_out.NAME
    assert handing_out.hand_out(tmp_path / "uit") == 0 and not path.exists()
    noted(house, uuid.uuid4())
    assert handing_out.hand_out(tmp_path / "uit") == 1
    assert handing_out.hand_out(tmp_path / "uit") == 0
    assert path.stat().st_mode & 0o077 == 0
    noted(house, uuid.uuid4(), clock=later_clock(hours=30))
    with path.open("a") as file:
        file.write('{"at": "2026-11-2')  # the machine stopped here
    assert handing_out.hand_out(tmp_path / "uit") == 1
    assert sorted(handing_out.handed_out(path)) == sorted(services.lines())


def test_replaying_destroys_what_is_there_again_and_leaves_the_rest(house, destroyed):
    asked, there = destroyed
    here, gone = uuid.uuid4(), uuid.uuid4()
    there.add(here)
    noted(house, here, gone)
    entries = list(services.lines())
    done = replay([*entries, *entries], WALL_CLOCK)
    assert (done.again, done.gone, done.unknown) == (1, 1, ())
    assert sorted(asked) == sorted([(here, "bewaartermijn"), (gone, "bewaartermijn")])


def test_replaying_keeps_the_list_whole_and_tells_what_nobody_can_destroy(house, destroyed):
    lost = Entry("2026-11-22T09:00:00+00:00", str(uuid.uuid4()), str(house.id), KIND, str(uuid.uuid4()), "oud")
    strange = Entry("2026-11-22T09:00:00+00:00", str(uuid.uuid4()), str(house.id), "later", str(uuid.uuid4()), "")
    elsewhere = Entry("2026-11-22T09:00:00+00:00", str(uuid.uuid4()), str(uuid.uuid4()), KIND, str(uuid.uuid4()), "")
    done = replay([lost, strange, elsewhere], WALL_CLOCK)
    assert (done.again, done.gone, done.unknown) == (0, 2, ("later",))
    assert list(services.lines()) == [lost]
