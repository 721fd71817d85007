"""The administrator's addresses (ux.md 3.6)."""

from django.urls import path

from houvast.web.beheer import interpreters, outside, overview, people, places, search, settings, terms, texts, vtlb

app_name = "beheer"

urlpatterns = [
    path("beheer/", overview.overview_view, name="overview"),
    path("beheer/zoeken/", search.search_view, name="search"),
    path("beheer/organisatie/", settings.organisation_view, name="organisation"),
    path("beheer/huisstijl/", settings.theme_here_view, name="theme_here"),
    path("beheer/gemeenten/", settings.municipalities_view, name="municipalities"),
    path("beheer/gemeenten/nieuw/", settings.new_municipality_view, name="new_municipality"),
    path("beheer/gemeenten/<uuid:municipality_id>/", settings.municipality_view, name="municipality"),
    path("beheer/gemeenten/<uuid:municipality_id>/huisstijl/", settings.theme_view, name="theme"),
    path("beheer/gemeenten/<uuid:municipality_id>/postcodes/", settings.postcodes_view, name="postcodes"),
    path("beheer/locaties/", places.places_view, name="places"),
    path("beheer/gemeenten/<uuid:municipality_id>/telefoontijden/", places.phone_hours_view, name="phone_hours"),
    path("beheer/gemeenten/<uuid:municipality_id>/locaties/nieuw/", places.new_location_view, name="new_location"),
    path("beheer/locaties/<uuid:location_id>/", places.location_view, name="location"),
    path("beheer/locaties/<uuid:location_id>/tijden/<str:door_name>/", places.location_hours_view, name="hours"),
    path("beheer/medewerkers/", people.people_view, name="people"),
    path("beheer/medewerkers/nieuw/", people.invite_view, name="invite"),
    path("beheer/medewerkers/<uuid:account_id>/", people.person_view, name="person"),
    path("beheer/medewerkers/<uuid:account_id>/rollen/<uuid:membership_id>/stoppen/", people.end_role_view,
         name="end_role"),
    path("beheer/medewerkers/<uuid:account_id>/nieuwe-link/", people.new_link_view, name="new_link"),
    path("beheer/medewerkers/<uuid:account_id>/uitzetten/", people.switch_off_view, name="switch_off"),
    path("beheer/medewerkers/voorstellen/<uuid:proposal_id>/", people.decide_view, name="decide"),
    path("beheer/teams/nieuw/", people.new_team_view, name="new_team"),
    path("beheer/teams/<uuid:team_id>/", people.team_view, name="team"),
    path("beheer/tolken/", interpreters.interpreters_view, name="interpreters"),
    path("beheer/tolken/nieuw/", interpreters.new_interpreter_view, name="new_interpreter"),
    path("beheer/tolken/<uuid:interpreter_id>/uren/", interpreters.interpreter_hours_view, name="interpreter_hours"),
    path("beheer/tolken/uren/<uuid:hours_id>/weg/", interpreters.interpreter_hours_gone_view,
         name="interpreter_hours_gone"),
    path("beheer/termijnen/", terms.terms_view, name="terms"),
    path("beheer/gemeenten/<uuid:municipality_id>/termijnen/<slug:rule_key>/", terms.propose_term_view,
         name="propose_term"),
    path("beheer/termijnen/voorstellen/<uuid:proposal_id>/", terms.decide_term_view, name="decide_term"),
    path("beheer/vtlb/", vtlb.vtlb_view, name="vtlb"),
    path("beheer/vtlb/kiezen/", vtlb.choose_vtlb_view, name="choose_vtlb"),
    path("beheer/talen/", texts.languages_view, name="languages"),
    path("beheer/talen/<uuid:municipality_id>/", texts.offers_view, name="offers"),
    path("beheer/teksten/", texts.texts_view, name="texts"),
    path("beheer/teksten/<str:key>/", texts.text_view, name="text"),
    path("beheer/verzonden/", outside.sent_view, name="sent"),
    path("beheer/geparkeerd/", outside.parked_view, name="parked"),
    path("beheer/geparkeerd/<uuid:intent_id>/opnieuw/", outside.retry_view, name="retry"),
    path("beheer/geparkeerd/<uuid:intent_id>/intrekken/", outside.take_back_view, name="take_back"),
    path("beheer/koppelingen/", outside.connections_view, name="connections"),
]  # fmt: skip
