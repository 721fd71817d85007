"""What differs over plain HTTP on loopback: the same cookies without Secure and `__Host-`, and no HSTS.

Not every client returns a Secure cookie there. `production` never reads this file, so test numbers
of made-up people are allowed here only.
"""

SESSION_COOKIE_NAME = "houvast"
CSRF_COOKIE_NAME = "houvast-form"
LANGUAGE_COOKIE_NAME = "houvast-taal"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
SECURE_SSL_REDIRECT = False
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "[::1]"]
BARE_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
TEST_BSN_ALLOWED = True
