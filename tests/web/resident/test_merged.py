"""Somebody who signed up twice has one page, whichever code he has and whenever the two were merged."""

from django.test import Client

from houvast.casework.merging.services import MergeCommand, merge, undo_merge
from houvast.foundation.tenancy.context import tenant
from tests.support.stories import later
from tests.web.resident.test_coming_back import DIGITS, MINE, asks_digits, comes_back, made_by, newest_digits, words_of


def test_an_open_session_and_a_later_one_both_show_the_file_that_stays(house, clock):
    earlier, newer = made_by(house, later(clock, days=-1)), made_by(house, clock)
    before, after = Client(), Client()
    comes_back(before, house, newer)
    with tenant(house.id):
        joined = merge(house.counsellor, MergeCommand(earlier.dossier_id, newer.dossier_id), clock)
    asks_digits(after, newer.return_code)
    after.post(DIGITS, {"digits": newest_digits(house, earlier.party_id)})
    pages = [words_of(client.get(MINE)) for client in (before, after)]
    assert all("dinsdag 24 november" in page for page in pages), "the day that was promised first"
    with tenant(house.id):
        undo_merge(house.counsellor, joined.id, clock)
    assert "woensdag 25 november" in words_of(before.get(MINE))
