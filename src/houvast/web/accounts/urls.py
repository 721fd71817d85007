"""`/inloggen/` and `/uitloggen/`. The names are those the sign-in library looks for; only what we offer is here."""

from django.urls import include, path

from houvast.web.accounts import again, elsewhere, own, passkeys, views

mine = (
    [
        path("werk/account/", own.own_account, name="own_account"),
        path("werk/account/wachtwoord/", own.password_view, name="password"),
        path("werk/account/app/", own.app_view, name="app"),
        path("werk/account/app/qr.svg", own.app_qr_view, name="app_qr"),
        path("werk/account/herstelcodes/", own.codes_view, name="codes"),
        path("werk/account/sleutels/nieuw/", passkeys.new, name="new_passkey"),
        path("werk/account/sleutels/opties/", passkeys.new_options, name="new_passkey_options"),
        path("werk/account/sleutels/<int:key_id>/", passkeys.one, name="passkey"),
        path("werk/account/sleutels/<int:key_id>/weg/", passkeys.remove, name="remove_passkey"),
    ],
    "accounts",
)

urlpatterns = [
    path("inloggen/", views.sign_in, name="account_login"),
    path("inloggen/tweede-stap/", views.second_step, name="mfa_authenticate"),
    path("inloggen/nog-een-keer/", again.step_up, name="step_up"),
    path("inloggen/nog-een-keer/sleutel/", passkeys.again, name="step_up_passkey"),
    path("inloggen/nog-een-keer/sleutel/opties/", passkeys.again_options, name="step_up_passkey_options"),
    path("inloggen/elders/", elsewhere.begin, name="elsewhere"),
    path("inloggen/elders/terug/", elsewhere.back, name="elsewhere_back"),
    path("inloggen/sleutel/", passkeys.sign_in, name="passkey_sign_in"),
    path("inloggen/sleutel/opties/", passkeys.sign_in_options, name="passkey_options"),
    path("inloggen/instellen/", views.set_up, name="mfa_activate_totp"),
    path("inloggen/instellen/qr.svg", views.set_up_qr, name="set_up_qr"),
    path("inloggen/herstelcodes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("inloggen/uitnodiging/<str:token>/", views.invitation, name="invitation"),
    path("uitloggen/", views.sign_out, name="account_logout"),
    path("", include(mine)),
]
