"""An issuer of access tokens for the bench: a key made by openssl, what the service is told of it, and one token."""

import base64
import json
import subprocess
import time

ISSUER, AUDIENCE, SUBJECT = "https://issuer.example/bench", "https://maillon.example", "bench-director"
LIFE_SECONDS = 3600


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *map(str, arguments)], input=data, stdout=subprocess.PIPE, check=True).stdout


class Issuer:
    """Files of `directory`: `settings` is for MAILLON_ISSUERS_FILE."""

    def __init__(self, directory):
        self.key = directory / "issuer.pem"
        self.settings = directory / "issuers.json"
        keys = directory / "issuer.jwks.json"
        openssl("genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.key)
        modulus = bytes.fromhex(openssl("rsa", "-in", self.key, "-noout", "-modulus").decode().strip().partition("=")[2])
        keys.write_text(json.dumps({"keys": [{"kty": "RSA", "kid": "bench", "use": "sig", "alg": "RS256", "e": "AQAB",
                                              "n": encoded(modulus)}]}), encoding="ascii")
        self.settings.write_text(json.dumps([{"issuer": ISSUER, "audiences": [AUDIENCE], "algorithms": ["RS256"],
                                              "jwks_file": str(keys)}]), encoding="ascii")

    def token(self):
        """Of SUBJECT, with about what an identity provider writes."""
        now = int(time.time())
        header = {"alg": "RS256", "typ": "at+jwt", "kid": "bench"}
        claims = {"iss": ISSUER, "sub": SUBJECT, "aud": AUDIENCE, "iat": now, "exp": now + LIFE_SECONDS, "azp": "dossier",
                  "scope": "openid profile", "sid": "7f3c1d52-0a6e-4a41-9d1c-2f0f6f3d8c11"}
        signed = ".".join(encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
        return signed + "." + encoded(openssl("dgst", "-sha256", "-sign", self.key, data=signed.encode()))
