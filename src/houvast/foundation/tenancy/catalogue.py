"""The short list of tables that stand outside the organisations (record.md 1.2)."""

TENANT_FREE: frozenset[str] = frozenset(
    {
        # accounts, with the tables of the sign-in library
        "accounts_account",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        # sessions without classed content, counters of the sign-in library
        "django_session",
        "houvast_cache",
        # which migrations this database carries
        "houvast_installation",
        # Django's own
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        # the queue's own: rows carry ids only
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)
