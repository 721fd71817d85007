"""A button says at which version it stands; anything else is refused in words."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from houvast.web.errors import BadInput
from houvast.web.posted import version_of


def sent(**fields):
    request = RequestFactory().post("/")
    request.POST = QueryDict(mutable=True)
    request.POST.update(fields)
    return request


def test_the_version_of_a_button_is_read():
    assert version_of(sent(version="12")) == 12


@pytest.mark.parametrize("typed", ["", "-1", "²", "١٢", "1.0", "9" * 10, "\x00", "1 "])
def test_a_button_without_a_version_is_too_old(typed):
    with pytest.raises(BadInput, match="Ververs de pagina"):
        version_of(sent(version=typed))
    with pytest.raises(BadInput):
        version_of(sent())
