"""A real issuer, oidc-provider on loopback: its access tokens are taken, by whichever flow they come, and its keys rotate."""
import base64
import hashlib
import html
import http.client
import json
import os
import re
import secrets
import subprocess
import tempfile
import time
import urllib.parse

import samples
import tokens
from client import Client
from harness import Case
from stage import ROOT, free_ports

FOLDER = os.path.join(ROOT, "tests", "issuer")
BACK = "http://127.0.0.1:9/back"


def install():
    """npm ci, when what is installed is not what the lock file says. A failure fails the tests: nothing here is optional."""
    with open(os.path.join(FOLDER, "package-lock.json"), encoding="utf-8") as file:
        wanted = json.load(file)["packages"]["node_modules/oidc-provider"]["version"]
    try:
        with open(os.path.join(FOLDER, "node_modules", "oidc-provider", "package.json"), encoding="utf-8") as file:
            if json.load(file)["version"] == wanted:
                return
    except OSError:
        pass
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=FOLDER, check=True, timeout=300,
                   capture_output=True)


class Browser:
    """Follows redirects and keeps cookies, as far as the issuer's pages need."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def request(self, method, url, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        path = urllib.parse.urlsplit(url)
        connection.request(method, path.path + ("?" + path.query if path.query else ""), headers=headers,
                           body=urllib.parse.urlencode(form) if form is not None else None)
        response = connection.getresponse()
        body = response.read().decode("utf-8")
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.split(";")[0]
        connection.close()
        return response.status, response.getheader("Location"), body

    def until_back(self, url, user):
        """Signs in and consents; the address that the page is sent back to."""
        method, form = "GET", None
        for _ in range(12):
            status, location, body = self.request(method, url, form)
            if location and location.startswith(BACK):
                return location
            if location:
                method, url, form = "GET", location, None
                continue
            prompt = re.search(r'name="prompt" value="(\w+)"', body)
            if status != 200 or not prompt:
                raise AssertionError(f"{status} {body[:500]}")
            method, url = "POST", html.unescape(re.search(r'<form[^>]* action="([^"]+)"', body).group(1))
            form = {"prompt": prompt.group(1), "login": user, "password": "anything"}
        raise AssertionError("the issuer's pages have no end")


class Issuer(Case):
    seconds = 40

    @classmethod
    def setUpClass(cls):
        install()
        cls.port = free_ports()[0]
        cls.issuer = f"http://127.0.0.1:{cls.port}"
        cls.folder = tempfile.TemporaryDirectory(prefix="maillon-issuer.")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.process = None
        cls.addClassCleanup(cls.stop_issuer)
        cls.start_issuer("ES256")
        cls.settings = {"MAILLON_ISSUERS_FILE": tokens.issuers_file(
            os.path.join(cls.folder.name, "issuers.json"), {"jwks_url": cls.issuer + "/jwks"},
            algorithms=("RS256", "PS256", "ES256", "EdDSA"), issuer=cls.issuer)}
        super().setUpClass()

    @classmethod
    def start_issuer(cls, algorithm):
        cls.process = subprocess.Popen(["node", "issuer.mjs", str(cls.port), algorithm], cwd=FOLDER, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        while True:
            line = cls.process.stdout.readline()
            if line.strip() == "ready":
                return
            if not line:
                raise RuntimeError("the issuer did not start")

    @classmethod
    def stop_issuer(cls):
        if cls.process is not None:
            cls.process.terminate()
            cls.process.wait(10)
            cls.process.stdout.close()
            cls.process = None

    def software_token(self):
        """Client credentials."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        basic = base64.b64encode(b"software:not-a-secret").decode()
        connection.request("POST", "/token", urllib.parse.urlencode(
            {"grant_type": "client_credentials", "resource": tokens.AUDIENCE, "scope": "maillon"}),
            {"Content-Type": "application/x-www-form-urlencoded", "Authorization": "Basic " + basic})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        self.assertEqual(response.status, 200, body)
        return json.loads(body)["access_token"]

    def person_token(self, user):
        """Authorization code with PKCE, as a page in a browser does."""
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        browser = Browser(self.port)
        back = browser.until_back("/auth?" + urllib.parse.urlencode(
            {"client_id": "page", "response_type": "code", "redirect_uri": BACK, "scope": "openid maillon",
             "resource": tokens.AUDIENCE, "code_challenge": challenge, "code_challenge_method": "S256", "state": "s"}), user)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"][0]
        status, _, body = browser.request("POST", "/token", {
            "grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "client_id": "page",
            "code_verifier": verifier, "resource": tokens.AUDIENCE})
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def client(self, token, role):
        return Client(self.server.address, token, role, samples.TODAY)

    def taken(self, token, role, seconds=15):
        """The answer of /v1/me once the token is taken: its key may have to be read first."""
        until = time.monotonic() + seconds
        answer = self.client(token, role).get("/v1/me")
        while answer.status == 401 and time.monotonic() < until:
            time.sleep(0.2)
            answer = self.client(token, role).get("/v1/me")
        return self.ok(answer)

    def test_whole_life(self):
        world = self.world
        token = self.software_token()
        self.assertEqual(self.taken(token, "prescriber")["memberships"], [])
        self.made(world.operator.post("/v1/identities", {"issuer": self.issuer, "subject": "software",
                                                         "prescriber_id": world.ids["prescriber"]}))
        software = self.client(token, "prescriber")
        self.made(software.post("/v1/candidacies", samples.candidacy(world.ids["structure"])))

        answer = self.person_token("nadia")
        nadia = self.client(answer["access_token"], "counsellor")
        self.refused(nadia.get("/v1/candidacies"), 403, "not_enrolled")
        row = self.made(world.director.post("/v1/invitations", {"staff_id": world.ids["counsellor"]}))
        self.ok(nadia.post("/v1/enrol", {"code": row["code"]}), 201)
        self.assertGreater(len(self.ok(nadia.get("/v1/candidacies"))["data"]), 0)
        # An ID token says who signed in; it is not for us.
        self.refused(self.client(answer["id_token"], "counsellor").get("/v1/me"), 401, "unauthenticated")
        # Another person, another subject.
        other = self.client(self.person_token("karim")["access_token"], "counsellor")
        self.refused(other.get("/v1/candidacies"), 403, "not_enrolled")

        # New keys, and another algorithm: read when first met; what the former ones signed is not taken any more.
        type(self).stop_issuer()
        type(self).start_issuer("PS256")
        fresh = self.software_token()
        self.assertEqual(self.taken(fresh, "prescriber")["prescriber_id"], world.ids["prescriber"])
        self.refused(self.client(token, "prescriber").get("/v1/me"), 401, "unauthenticated")
        self.assertEqual(self.taken(self.person_token("nadia")["access_token"], "counsellor")["role"], "counsellor")

    def test_every_algorithm(self):
        """Each algorithm as the issuer's library writes it. The service reads the keys again on SIGHUP."""
        for algorithm in ("RS256", "EdDSA"):
            with self.subTest(algorithm):
                type(self).stop_issuer()
                type(self).start_issuer(algorithm)
                self.server.process.send_signal(1)
                head = json.loads(base64.urlsafe_b64decode(self.software_token().split(".")[0] + "=="))
                self.assertEqual((head["alg"], head["typ"]), (algorithm, "at+jwt"))
                self.taken(self.software_token(), "prescriber")
