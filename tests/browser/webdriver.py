"""A browser for tests: chromedriver over HTTP (W3C WebDriver), with the standard library only."""
import base64
import http.client
import json
import os
import re
import shutil
import subprocess
import tempfile
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the protocol's name of an element's id
READY = re.compile(r"started successfully on port (\d+)")


class Fault(AssertionError):
    """What the driver refused, or what did not come in time."""


class Browser:
    """One chromium without a window, with a profile of its own. Reaches 127.0.0.1 only."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="maillon-browser.", dir="/tmp")
        self.session = None
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, text=True)
        try:
            self.port = self._wait_for_driver()
            self.session = self._command("POST", "/session", {"capabilities": {"alwaysMatch": self._capabilities()}})["sessionId"]
        except BaseException:
            self.close()
            raise

    def _wait_for_driver(self):
        said = []
        for line in self.driver.stdout:
            said.append(line)
            found = READY.search(line)
            if found:
                return int(found.group(1))
        raise Fault("chromedriver did not start:\n" + "".join(said))

    def _capabilities(self):
        arguments = ["--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,1600",
                     "--lang=en", f"--user-data-dir={self.profile}", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # chromium refuses its sandbox to root
        return {"browserName": "chrome", "goog:chromeOptions": {"args": arguments},
                "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}

    def close(self):
        try:
            if self.session:
                self._command("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait(10)
            self.driver.stdout.close()
            shutil.rmtree(self.profile, ignore_errors=True)

    def _command(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = None if method != "POST" else json.dumps(body or {}).encode("utf-8")
            connection.request(method, path, body=sent, headers={"Content-Type": "application/json"})
            response = connection.getresponse()
            value = json.loads(response.read())["value"]
        finally:
            connection.close()
        if response.status != 200:
            raise Fault(f"{method} {path} {body}: {value['error']}: {value['message']}")
        return value

    def ask(self, method, path, body=None):
        return self._command(method, f"/session/{self.session}{path}", body)

    def open(self, url):
        self.ask("POST", "/url", {"url": url})

    def find(self, css, seconds=30):
        """The first element that the selector names, waited for."""
        return self.wait(lambda: self.all(css), f"no {css}", seconds)[0]

    def all(self, css):
        return [found[ELEMENT] for found in self.ask("POST", "/elements", {"using": "css selector", "value": css})]

    def wait(self, condition, what, seconds=30):
        until = time.monotonic() + seconds
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > until:
                raise Fault(f"{what} within {seconds} s")
            time.sleep(0.05)

    def click(self, css):
        element = self.find(css)
        self.run("arguments[0].scrollIntoView({block: 'center'})", {ELEMENT: element})
        self.ask("POST", f"/element/{element}/click")

    def type(self, css, text):
        self.ask("POST", f"/element/{self.find(css)}/value", {"text": text})

    def text(self, css):
        return self.ask("GET", f"/element/{self.find(css)}/text")

    def run(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def log(self, kind):
        """The entries of the log "browser" (the console) or "performance" (the events of the page) since the last call."""
        return self.ask("POST", "/se/log", {"type": kind})

    def save_screenshot(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.ask("GET", "/screenshot")))
