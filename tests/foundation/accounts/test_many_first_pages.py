"""A browser opens several pages at once right after sign-in: each answers, none waits for another."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.support.houses import WALL_CLOCK, build_house

from houvast.foundation.accounts.models import StaffAccess
from houvast.foundation.accounts.unused import note_sign_in
from houvast.foundation.tenancy.context import tenant

PAGES = 4


@pytest.mark.django_db(transaction=True)
def test_pages_that_are_open_together_do_not_wait_for_each_other():
    house = build_house()
    all_noted = threading.Barrier(PAGES, timeout=20)  # passed only when nobody waits for somebody else's page to end

    def page(_number):
        try:
            with tenant(house.id):
                note_sign_in(house.counsellor.account_id, WALL_CLOCK)
                all_noted.wait()
        finally:
            connection.close()

    for _ in range(2):  # the first time there is no row yet
        with ThreadPoolExecutor(PAGES) as pool:
            list(pool.map(page, range(PAGES)))
    with tenant(house.id):
        assert StaffAccess.objects.get(account_id=house.counsellor.account_id).last_sign_in == WALL_CLOCK.now()
