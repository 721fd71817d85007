"""A session that ends while somebody types loses nothing, and shows it to nobody else."""

import datetime as dt

import pytest
from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from django.urls import reverse
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, later_clock

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Account, Membership
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.tenancy.context import tenant
from houvast.web.kept_input import KEPT

pytestmark = pytest.mark.django_db
TYPED = {"version": "1", "name": "Halverwege getypt", "calculating_service": "nee", "service_name": "Geldhulp"}


@pytest.fixture
def house():
    return build_house()


def sign_in_again(client, actor):
    """The same browser, both steps done again."""
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(account)
    session.save()


def ended_while_typing(house, address="/beheer/organisatie/", data=TYPED):
    client = signed_in(house.administrator)
    with time_source.using(WALL_CLOCK):
        client.get("/beheer/")
    with time_source.using(later_clock(minutes=45)):
        answer = client.post(address, data)
    assert answer.status_code == 302
    return client, answer["Location"]


def test_after_signing_in_again_the_form_comes_back_filled(house):
    client, where = ended_while_typing(house)
    assert "next=%2Fbeheer%2Forganisatie%2F" in where
    with time_source.using(later_clock(minutes=46)):
        page = client.get(where).content.decode()
        assert "Je bent uitgelogd" in page and "Wat je al invulde is bewaard" in page
        sign_in_again(client, house.administrator)
        page = client.get("/beheer/organisatie/").content.decode()
        assert "Halverwege getypt" in page and "Wat je al invulde is bewaard" in page
        assert client.post("/beheer/organisatie/", TYPED).status_code == 302
        assert "invulde" not in client.get("/beheer/organisatie/").content.decode()
    with tenant(house.id):
        assert Organisation.objects.get(pk=house.id).name == "Halverwege getypt"


def test_a_colleague_in_the_same_browser_does_not_see_it(house):
    with tenant(house.id):
        Membership.objects.create(
            account_id=house.colleague.account_id, role="administrator", valid_from=dt.date(2026, 1, 1)
        )
    client, _ = ended_while_typing(house)
    with time_source.using(later_clock(minutes=46)):
        sign_in_again(client, house.colleague)
        assert "Halverwege" not in client.get("/beheer/organisatie/").content.decode()


def test_the_session_table_holds_no_readable_words(house):
    client, _ = ended_while_typing(house)
    assert "Halverwege" not in str(client.session[KEPT])


def test_a_lone_button_is_not_pressed_again_by_itself(house):
    address = reverse("beheer:end_role", args=[house.counsellor.account_id, house.counsellor.account_id])
    _, where = ended_while_typing(house, address, {})
    assert where == "/inloggen/"


def test_a_button_with_a_value_leads_back_to_work_and_says_so(house):
    address = reverse("beheer:decide", args=[house.counsellor.account_id])
    client, where = ended_while_typing(house, address, {"answer": "ja"})
    with time_source.using(later_clock(minutes=46)):
        client.get(where)
        sign_in_again(client, house.administrator)
        assert "druk nog een keer op de knop" in client.get(address, follow=True).content.decode()


def test_an_anonymous_post_keeps_nothing(house, client):
    answer = client.post("/beheer/organisatie/", TYPED, HTTP_HOST="localhost")
    assert answer["Location"] == "/inloggen/" and KEPT not in client.session
