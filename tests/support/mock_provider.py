"""A mock provider of OpenID Connect on loopback, faithful to what a real one does at sign-in.

It gives discovery, keys, the authorization endpoint (a redirect at once: its person has signed in) and the token
endpoint, which holds us to client secret, redirect address, one use of a code and PKCE. Real keys, real signatures.
`says` changes the claims, and the switches make it a wrong one.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

CLIENT_ID, CLIENT_SECRET = "houvast-proef", "een geheim van de proef: /%"


def fresh_key():
    """A key pair, as a provider has."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class MockProvider(ThreadingHTTPServer):
    """One provider with one client."""

    daemon_threads = True

    def __init__(self, clock):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.clock = clock
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.redirects = set()
        self.codes, self.asked, self.refused = {}, [], []
        self.says = {}  # claims that differ; None takes one away
        self.signs_with = None  # another key than the one it publishes
        self.algorithm, self.kid, self.names_itself = "RS256", "k1", self.issuer
        self.key = fresh_key()
        self.curve = ec.generate_private_key(ec.SECP256R1())
        self.broken = False

    def keys(self):
        """What stands at jwks_uri."""
        first = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        second = json.loads(ECAlgorithm.to_jwk(self.curve.public_key()))
        return {"keys": [{**first, "kid": "k1", "use": "sig"}, {**second, "kid": "k2", "use": "sig"}]}

    def token(self, asked):
        """The ID token of one sign-in."""
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": self.issuer, "sub": "persoon-1", "aud": CLIENT_ID, "iat": now, "exp": now + 300, "auth_time": now,
            "nonce": asked["nonce"], "email": "fatma@voorbeeldstad.example", "email_verified": True, "amr": ["pwd"],
            **self.says,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": self.kid})
        if self.algorithm == "HS256":
            return self._with_the_public_key(claims)
        own = self.curve if self.algorithm == "ES256" else self.key
        return jwt.encode(claims, self.signs_with or own, algorithm=self.algorithm, headers={"kid": self.kid})

    def _with_the_public_key(self, claims):
        """Signed with what everybody knows, which a careless client takes for the key. By hand: PyJWT will not."""
        public = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        head = {"alg": "HS256", "typ": "JWT", "kid": self.kid}
        signed = b".".join(_unpadded(json.dumps(part).encode()) for part in (head, claims))
        return (signed + b"." + _unpadded(hmac.digest(public, signed, "sha256"))).decode()


def _unpadded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=")


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *given):
        """Quiet."""

    def do_GET(self):
        here = urlsplit(self.path)
        given = dict(parse_qsl(here.query))
        if self.server.broken:
            return self._say(503, {"error": "temporarily_unavailable"})
        if here.path == "/.well-known/openid-configuration":
            return self._say(200, self._configuration())
        if here.path == "/keys":
            return self._say(200, self.server.keys())
        if here.path == "/authorize":
            return self._authorize(given)
        return self._say(404, {"error": "not_found"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        wrong = self._wrong_with(given)
        if wrong:
            self.server.refused.append(wrong)
            return self._say(400, {"error": wrong})
        asked = self.server.codes.pop(given["code"])
        token = self.server.token(asked)
        return self._say(200, {"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def _configuration(self):
        base = self.server.issuer
        return {
            "issuer": self.server.names_itself,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _authorize(self, asked):
        needed = asked.get("response_type") == "code" and asked.get("client_id") == CLIENT_ID
        scoped = "openid" in asked.get("scope", "").split() and asked.get("code_challenge_method") == "S256"
        if not (needed and scoped and asked.get("state") and asked.get("nonce") and asked.get("redirect_uri")):
            return self._say(400, {"error": "invalid_request"})
        code = secrets.token_urlsafe(16)
        self.server.codes[code] = asked
        self.server.asked.append(asked)
        self.send_response(302)
        self.send_header("Location", asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]}))
        self.end_headers()
        return None

    def _wrong_with(self, given):
        kind, _, words = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return "invalid_client"
        name, _, secret = base64.b64decode(words).decode().partition(":")
        if (unquote(name), unquote(secret)) != (CLIENT_ID, CLIENT_SECRET):
            return "invalid_client"
        asked = self.server.codes.get(given.get("code", ""))
        if asked is None or given.get("redirect_uri") != asked["redirect_uri"]:
            return "invalid_grant"
        hashed = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(hashed).rstrip(b"=").decode() != asked["code_challenge"]:
            return "invalid_grant"
        return ""

    def _say(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def mock_provider(clock):
    """A provider that answers, and is gone afterwards."""
    server = MockProvider(clock)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(30)
        server.server_close()
