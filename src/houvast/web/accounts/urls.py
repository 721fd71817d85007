"""`/inloggen/` and `/uitloggen/`. The names are those the sign-in library looks for; only what we offer is here."""

from django.urls import include, path

from houvast.web.accounts import own, views

mine = (
    [
        path("werk/account/", own.own_account, name="own_account"),
        path("werk/account/wachtwoord/", own.password_view, name="password"),
        path("werk/account/app/", own.app_view, name="app"),
        path("werk/account/app/qr.svg", own.app_qr_view, name="app_qr"),
        path("werk/account/herstelcodes/", own.codes_view, name="codes"),
    ],
    "accounts",
)

urlpatterns = [
    path("inloggen/", views.sign_in, name="account_login"),
    path("inloggen/tweede-stap/", views.second_step, name="mfa_authenticate"),
    path("inloggen/instellen/", views.set_up, name="mfa_activate_totp"),
    path("inloggen/instellen/qr.svg", views.set_up_qr, name="set_up_qr"),
    path("inloggen/herstelcodes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("inloggen/uitnodiging/<str:token>/", views.invitation, name="invitation"),
    path("uitloggen/", views.sign_out, name="account_logout"),
    path("", include(mine)),
]
