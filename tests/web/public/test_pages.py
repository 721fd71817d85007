"""R1 and the pages around it: four ways in, hours, languages, leaving."""


import pytest

PAGES = ["/", "/waar/", "/spoed/", "/uitleg/", "/privacy/", "/toegankelijkheid/", "/klacht/", "/aanmelden/",
         "/mijn/terug/", "/mijn/tot-ziens/"]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/ar", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_opens_in_every_offered_language(client, house, page, prefix):
    response = client.get(prefix + page)
    assert response.status_code == 200
    html = response.content.decode()
    language = prefix.strip("/") or "nl"
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert "0123 45 67 89" in html
