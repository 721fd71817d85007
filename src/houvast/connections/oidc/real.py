"""OpenID Connect as its relying party: discovery, authorization code with PKCE, and an ID token that is checked whole.

The sign-in library takes an ID token from the token endpoint without looking at its signature and sends no nonce;
here both are checked, by PyJWT, with the time of our own clock.
"""

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import jwt

from houvast.connections.outgoing import AddressNotSafe, client_for
from houvast.foundation.accounts.elsewhere import Attempt, Claims, Client
from houvast.foundation.accounts.errors import ElsewhereRefused, ProviderUnreachable

SCOPE = "openid email"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SKEW = dt.timedelta(minutes=1)
OLDEST = dt.timedelta(minutes=10)
MOST_BYTES = 512 * 1024
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class OpenIdConnect:
    """The provider port over HTTP."""

    def begin(self, client: Client, attempt: Attempt, *, again: bool) -> str:
        """The address at the provider, with state, nonce and the hash of the PKCE secret."""
        found = discover(client.issuer)
        asked = {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": attempt.redirect_uri,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge_of(attempt.verifier),
            "code_challenge_method": "S256",
        }
        if again:
            asked |= {"prompt": "login", "max_age": "0"}
        address = found["authorization_endpoint"]
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def finish(self, client: Client, attempt: Attempt, code: str, now: dt.datetime) -> Claims:
        """Change the code for an ID token and check it."""
        found = discover(client.issuer)
        answer = _call(
            "POST",
            found["token_endpoint"],
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": attempt.redirect_uri,
                "code_verifier": attempt.verifier,
                "client_id": client.client_id,
                **({"client_secret": client.client_secret} if _by_post(found) else {}),
            },
            auth=None if _by_post(found) else _basic(client),
        )
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ElsewhereRefused("no id token")
        return _claims(check_token(token, client, attempt.nonce, _call("GET", found["jwks_uri"]), now))

    def reach(self, client: Client) -> str:
        """Discovery and keys, read as at a sign-in."""
        found = discover(client.issuer)
        keys = _call("GET", found["jwks_uri"]).get("keys")
        if not keys:
            raise ProviderUnreachable("De inlogdienst antwoordt, maar geeft geen sleutels. Vraag de beheerder ervan.")
        return "De inlogdienst antwoordt en is wie hij zegt te zijn. Log nu zelf een keer in om de rest te proberen."


def discover(issuer: str) -> dict[str, str]:
    """The provider's own description. Raises ProviderUnreachable when it is not the one that was set up."""
    found = _call("GET", f"{issuer}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise ProviderUnreachable("Dit adres zegt dat het een andere inlogdienst is. Neem het over van je dienst.")
    if any(not isinstance(found.get(name), str) for name in ENDPOINTS):
        raise ProviderUnreachable("Op dit adres staat geen inlogdienst die wij kennen (OpenID Connect).")
    return found


def check_token(token: str, client: Client, nonce: str, keys: Mapping[str, Any], now: dt.datetime) -> Mapping[str, Any]:
    """The content of an ID token that is signed by the provider, for us, of now and in answer to this attempt."""
    try:
        head = jwt.get_unverified_header(token)
        if head.get("alg") not in ALGORITHMS:
            raise ElsewhereRefused("algorithm")
        key = _key_of(jwt.PyJWKSet.from_dict(dict(keys)), head.get("kid"))
        said = jwt.decode(
            token,
            key.key,
            algorithms=[head["alg"]],
            audience=client.client_id,
            options={
                "require": ["iss", "sub", "aud", "exp", "iat", "nonce"],
                # The time is that of our own clock, below.
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except (jwt.PyJWTError, TypeError, ValueError) as wrong:
        raise ElsewhereRefused(type(wrong).__name__) from wrong
    if str(said["iss"]).rstrip("/") != client.issuer:
        raise ElsewhereRefused("issuer")
    several = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if (several or "azp" in said) and said.get("azp") != client.client_id:
        raise ElsewhereRefused("azp")
    if not hmac.compare_digest(str(said["nonce"]).encode(), nonce.encode()):
        raise ElsewhereRefused("nonce")
    _check_time(said, now)
    return said


def challenge_of(verifier: str) -> str:
    """S256 of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _check_time(said: Mapping[str, Any], now: dt.datetime) -> None:
    if now >= _moment(said["exp"]) + SKEW:
        raise ElsewhereRefused("expired")
    made = _moment(said["iat"])
    if made > now + SKEW or made < now - OLDEST:
        raise ElsewhereRefused("not of now")
    if "nbf" in said and _moment(said["nbf"]) > now + SKEW:
        raise ElsewhereRefused("not yet")


def _moment(value: Any) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(int(value), tz=dt.UTC)
    except (TypeError, ValueError, OverflowError, OSError) as wrong:
        raise ElsewhereRefused("time") from wrong


def _claims(said: Mapping[str, Any]) -> Claims:
    methods = said.get("amr")
    return Claims(
        subject=str(said["sub"])[:255],
        email=str(said.get("email", "")),
        email_confirmed=said.get("email_verified") is True,
        methods=tuple(str(one) for one in methods) if isinstance(methods, list) else (),
        context=str(said.get("acr", "")),
        signed_in_at=_moment(said["auth_time"]) if "auth_time" in said else None,
    )


def _key_of(keys: jwt.PyJWKSet, kid: Any) -> jwt.PyJWK:
    fit = [one for one in keys.keys if one.key_id == kid] if kid else list(keys.keys)
    if len(fit) != 1:
        raise ElsewhereRefused("key")
    return fit[0]


def _basic(client: Client) -> httpx.BasicAuth:
    """RFC 6749, 2.3.1: both are written as in a form first."""
    return httpx.BasicAuth(quote(client.client_id, safe=""), quote(client.client_secret, safe=""))


def _by_post(found: Mapping[str, Any]) -> bool:
    ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return "client_secret_basic" not in ways


def _call(method: str, address: str, **more: Any) -> dict[str, Any]:
    """JSON of an address. Raises ProviderUnreachable; what went wrong in words for an administrator."""
    try:
        with client_for(address) as client:
            answer = client.request(method, address, headers={"Accept": "application/json"}, **more)
    except AddressNotSafe as unsafe:
        raise ProviderUnreachable("Het adres van de inlogdienst moet met https:// beginnen.") from unsafe
    except (httpx.HTTPError, httpx.InvalidURL) as trouble:
        raise ProviderUnreachable from trouble
    if answer.status_code != 200 or len(answer.content) > MOST_BYTES:
        raise ProviderUnreachable(f"De inlogdienst geeft antwoord {answer.status_code}. Kijk of het adres klopt.")
    try:
        content = answer.json()
    except ValueError as no_json:
        raise ProviderUnreachable("Op dit adres staat geen inlogdienst (het antwoord is geen JSON).") from no_json
    if not isinstance(content, dict):
        raise ProviderUnreachable("Op dit adres staat geen inlogdienst (het antwoord is geen lijst van gegevens).")
    return content
