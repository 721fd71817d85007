"""The counsellor's addresses. Ids are UUIDs; no name, number or amount ever stands in one (record.md 5)."""

from django.urls import path

from houvast.web.counsellor import aside, attempts, dossiers, lists, merging, messages, new, personal, planning, talk

app_name = "counsellor"

urlpatterns = [
    path("werk/", lists.my_day_view, name="my_day"),
    path("werk/weergave/", lists.density_view, name="density"),
    path("werk/aanmeldingen/", lists.queue_view, name="queue"),
    path("werk/aanmeldingen/nieuw/", new.new_signup_view, name="new_signup"),
    path("werk/aanmeldingen/opzij/", aside.aside_view, name="aside"),
    path("werk/aanmeldingen/opzij/<uuid:aside_id>/", aside.judge_view, name="judge"),
    path("werk/planning/", planning.planning_view, name="planning"),
    path("werk/planning/uren/<uuid:hours_id>/weg/", planning.hours_gone_view, name="hours_gone"),
    path("werk/dossiers/<uuid:dossier_id>/afspraak/", planning.appointment_view, name="appointment"),
    path("werk/dossiers/<uuid:dossier_id>/afspraak/<uuid:appointment_id>/<slug:step>/", planning.appointment_step_view,
         name="appointment_step"),
    path("werk/crisis/", lists.crisis_view, name="crisis"),
    path("werk/zoeken/", lists.search_view, name="search"),
    path("werk/dossiers/<uuid:dossier_id>/", dossiers.dossier_view, name="dossier"),
    path("werk/dossiers/<uuid:dossier_id>/oppakken/", dossiers.take_up_view, name="take_up"),
    path("werk/dossiers/<uuid:dossier_id>/overdragen/", dossiers.hand_over_view, name="hand_over"),
    path("werk/dossiers/<uuid:dossier_id>/contact/", attempts.attempt_view, name="attempt"),
    path("werk/dossiers/<uuid:dossier_id>/contact/<uuid:attempt_id>/intrekken/", attempts.retract_view, name="retract"),
    path("werk/dossiers/<uuid:dossier_id>/wensen/", dossiers.wishes_view, name="wishes"),
    path("werk/dossiers/<uuid:dossier_id>/gegevens/", personal.personal_view, name="personal"),
    path("werk/dossiers/<uuid:dossier_id>/gegevens/geboortedatum/", personal.birth_date_view, name="birth_date"),
    path("werk/dossiers/<uuid:dossier_id>/gegevens/adres/", personal.address_view, name="address"),
    path("werk/dossiers/<uuid:dossier_id>/gegevens/bsn/", personal.bsn_view, name="bsn"),
    path("werk/dossiers/<uuid:dossier_id>/gegevens/bsn/tonen/", personal.show_bsn_view, name="show_bsn"),
    path("werk/dossiers/<uuid:dossier_id>/nummers/<uuid:point_id>/vrijgeven/", personal.release_view, name="release"),
    path("werk/dossiers/<uuid:dossier_id>/code/", dossiers.code_view, name="code"),
    path("werk/dossiers/<uuid:dossier_id>/stoppen/", dossiers.end_view, name="end"),
    path("werk/dossiers/<uuid:dossier_id>/openen/", dossiers.reopen_view, name="reopen"),
    path("werk/dossiers/<uuid:dossier_id>/taken/<uuid:task_id>/klaar/", dossiers.task_done_view, name="task_done"),
    path("werk/dossiers/<uuid:dossier_id>/berichten/", talk.talk_view, name="talk"),
    path("werk/dossiers/<uuid:dossier_id>/berichten/<uuid:intent_id>/opnieuw/", messages.retry_view, name="retry"),
    path("werk/dossiers/<uuid:dossier_id>/berichten/<uuid:intent_id>/intrekken/", messages.take_back_view,
         name="take_back"),
    path("werk/dossiers/<uuid:dossier_id>/e-mail/<uuid:mail_id>/apart/", aside.apart_view, name="mail_apart"),
    path("werk/dossiers/<uuid:dossier_id>/dubbel/<uuid:other_id>/", merging.compare_view, name="duplicate"),
    path("werk/dossiers/<uuid:dossier_id>/samenvoegen/", merging.find_view, name="merge"),
    path("werk/dossiers/<uuid:dossier_id>/samenvoegen/<uuid:merge_id>/ongedaan/", merging.undo_view, name="undo_merge"),
]  # fmt: skip
