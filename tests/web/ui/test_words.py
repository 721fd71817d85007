"""Dates, numbers and deadlines in words."""

from datetime import date, time, timedelta

import pytest

from houvast.web.ui import words

WEDNESDAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)


def test_a_day_is_written_in_the_language_of_the_page():
    assert words.day_words(WEDNESDAY) == "woensdag 25 november"
    assert words.day_words(WEDNESDAY, "en") == "Wednesday 25 November"
    assert words.day_words(WEDNESDAY, "ar") == "الأربعاء، 25 نوفمبر"
    assert words.day_words(WEDNESDAY, "tr") == "25 Kasım Çarşamba"
    assert words.day_words(WEDNESDAY, "pl") == "25 listopada (środa)"
    assert words.day_words(WEDNESDAY, "uk") == "25 листопада (середа)"
    assert words.day_words(WEDNESDAY, "ti") == "ረቡዕ 25-11-2026", "digits: its months belong to two calendars"
    assert words.day_words(WEDNESDAY, "nl-x-makkelijk") == words.day_words(WEDNESDAY)
    assert words.day_words(WEDNESDAY, "so") == words.day_words(WEDNESDAY, "nl"), "an unknown language reads Dutch"


@pytest.mark.parametrize("language", ["nl", "en", "ar", "tr", "pl", "uk", "ti"])
def test_a_date_in_every_language_says_its_day_and_its_badge_has_words(language):
    for day in (words.day_words(WEDNESDAY, language, year=True), words.full_date(WEDNESDAY, language)):
        assert "25" in day and "2026" in day
    badge = words.deadline_badge(WEDNESDAY, WEDNESDAY + timedelta(days=3), in_working_days=True, language=language)
    assert "3" in badge.words
    assert "25" in words.paused_badge(WEDNESDAY, language).words
    assert words.day_words(WEDNESDAY, year=True) == "woensdag 25 november 2026"


def test_a_short_day_and_a_time_follow_the_house_style():
    assert words.short_day(WEDNESDAY) == "wo 25 nov"
    assert words.short_date(date(2027, 2, 3)) == "3 feb"
    assert words.full_date(date(2026, 5, 4)) == "4 mei 2026"
    assert (words.time_words(time(10, 30)), words.time_words(time(9, 5))) == ("10.30", "9.05")
    assert words.leaf_words(WEDNESDAY) == ("wo", "25", "nov")


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("+31612345678", "06 12 34 56 78"),
        ("+31123456789", "0123 45 67 89"),
        ("08008115", "0800 8115"),
        ("+32470123456", "+32 470 12 34 56"),
        ("balie", "balie"),
    ],
)
def test_a_phone_number_is_grouped_as_people_read_it(number, read):
    assert words.phone_words(number) == read


def test_a_phone_link_holds_nothing_but_digits_and_a_plus():
    assert words.tel("0123 45 67 89") == "0123456789"
    assert words.tel("+31 (0)123-456789") == "+310123456789"


def test_amounts_are_dutch_and_a_minus_has_its_own_sign():
    assert words.euro(150015) == "€ 1.500,15"
    assert words.euro(-4150) == "− € 41,50"
    assert words.euro(125000, whole=True) == "€ 1.250"
    assert words.percent(0.1441, 2) == "14,41%"


@pytest.mark.parametrize(
    ("due", "extra", "kind", "text"),
    [
        (date(2026, 11, 21), {}, "late", "2 dagen te laat"),
        (date(2026, 11, 22), {}, "late", "1 dag te laat"),
        (date(2026, 11, 20), {"late_by": 1, "in_working_days": True}, "late", "1 werkdag te laat"),
        (date(2026, 11, 20), {"late_by": 0, "in_working_days": True}, "today", "vandaag"),
        (MONDAY, {"at": time(10, 30)}, "today", "vandaag 10.30"),
        (MONDAY, {}, "today", "vandaag"),
        (date(2026, 11, 24), {}, "soon", "morgen"),
        (date(2026, 11, 26), {}, "soon", "do 26 nov"),
        (date(2026, 11, 27), {"working_days_left": 4}, "later", "vr 27 nov"),
        (date(2026, 12, 14), {}, "later", "14 dec"),
        (None, {}, "none", "geen termijn"),
    ],
)
def test_a_deadline_badge_says_when_in_colour_and_words(due, extra, kind, text):
    badge = words.deadline_badge(due, MONDAY, **extra)
    assert (badge.kind, badge.words) == (kind, text)


def test_a_friday_term_seen_on_monday_is_soon_when_the_working_days_say_so():
    """Thursday to Monday: four days, two working days."""
    badge = words.deadline_badge(date(2026, 11, 30), date(2026, 11, 26), working_days_left=2)
    assert badge.kind == "soon"


def test_a_pause_names_its_end():
    badge = words.paused_badge(date(2027, 2, 3))
    assert (badge.kind, badge.words) == ("paused", "pauze tot 3 feb")


def test_the_badge_speaks_the_language_of_the_page():
    assert words.deadline_badge(MONDAY, MONDAY, language="ar").words == "اليوم"
    assert words.deadline_badge(date(2026, 11, 21), MONDAY, language="en").words == "2 days late"
