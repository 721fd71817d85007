"""A database that is too busy or away is told as that: come back, nothing was done; not as a fault of the page."""

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from houvast.web.middleware.actor import ActorMiddleware


@pytest.mark.parametrize("trouble", [OperationalError("canceling statement due to lock timeout"), InterfaceError()])
def test_a_page_that_waited_too_long_for_the_database_says_to_come_back(trouble):
    answered = ActorMiddleware(lambda request: HttpResponse()).process_exception(RequestFactory().get("/"), trouble)
    assert answered is not None and answered.status_code == 503


def test_a_fault_of_ours_stays_one():
    middleware = ActorMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ZeroDivisionError()) is None
