"""Tokens as an issuer would sign them: RS256 with a key made here, without any library."""
import base64
import functools
import hashlib
import json
import random
import secrets
import time

ISSUER = "https://issuer.example"
AUDIENCE = "https://api.example"
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
SMALL = [n for n in range(3, 2000, 2) if all(n % d for d in range(3, int(n ** 0.5) + 1, 2))]


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def is_prime(n):
    if any(n % small == 0 for small in SMALL):
        return False
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(8):
        x = pow(random.randrange(2, n - 1), odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def prime(bits):
    while True:
        n = secrets.randbits(bits) | 3 << (bits - 2) | 1
        if (n - 1) % 65537 and is_prime(n):
            return n


@functools.lru_cache(maxsize=None)
def rsa(name):
    """(modulus, private exponent) of the key of that name, made once per process."""
    p, q = prime(1024), prime(1024)
    return p * q, pow(65537, -1, (p - 1) * (q - 1))


def jwk(name):
    return {"kty": "RSA", "kid": name, "use": "sig", "alg": "RS256", "n": b64(rsa(name)[0].to_bytes(256, "big")), "e": "AQAB"}


def jwks(*names):
    return json.dumps({"keys": [jwk(name) for name in names]})


def token(subject="person-1", key="k1", header=None, issuer=ISSUER, audience=AUDIENCE, life=300, **claims):
    """A token; a header member or claim given as None is left out."""
    head = {"alg": "RS256", "kid": key, "typ": "at+jwt", **(header or {})}
    body = {"iss": issuer, "aud": audience, "sub": subject, "exp": int(time.time()) + life, **claims}
    parts = [b64(json.dumps({name: value for name, value in part.items() if value is not None}).encode())
             for part in (head, body)]
    return ".".join(parts) + "." + b64(signature(key, ".".join(parts).encode()))


def signature(key, text):
    modulus, exponent = rsa(key)
    info = SHA256_INFO + hashlib.sha256(text).digest()
    padded = b"\x00\x01" + b"\xff" * (256 - 3 - len(info)) + b"\x00" + info
    return pow(int.from_bytes(padded, "big"), exponent, modulus).to_bytes(256, "big")


def issuers_file(path, source, algorithms=("RS256",), issuer=ISSUER, audience=AUDIENCE):
    with open(path, "w", encoding="utf-8") as file:
        json.dump([{"issuer": issuer, "audiences": [audience], "algorithms": list(algorithms), **source}], file)
    return path
