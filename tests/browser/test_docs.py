"""The page /docs: what it is served with, and a browser that uses it as a developer would."""
import gzip
import json
import os
import re
import urllib.parse

from document import Document
from harness import Case
from stage import ROOT
from webdriver import Browser

HTML_LINK = re.compile(rb'(?:href|src)="([^"]+)"')
SCREENSHOTS = os.path.join(ROOT, "build", "screenshots")


class Served(Case):
    """Over HTTP, without a browser."""
    seconds = 3

    def files(self):
        """The page and every file it names."""
        page = self.world.anonymous.get("/docs")
        self.assertEqual(page.status, 200, "the program was built without its page: see what ./dev says of npm")
        self.assertEqual(page.headers["content-type"], "text/html; charset=utf-8")
        linked = ["/" + link.decode() for link in HTML_LINK.findall(page.body)]
        return ["/docs"] + [link for link in linked if link.startswith("/docs/")]

    def test_everybody_reads_the_files(self):
        files = self.files()
        self.assertGreaterEqual(len(files), 6)
        for path in [*files, "/docs/swagger-ui-bundle.js.LICENSE.txt"]:
            with self.subTest(path=path):
                answer = self.assertStatus(self.world.anonymous.get(path, record=False), 200)
                self.assertGreater(len(answer.body), 100)
                self.assertNotIn("content-encoding", answer.headers)
                self.assertEqual(answer.headers["x-content-type-options"], "nosniff")
                policy = answer.headers["content-security-policy"]
                self.assertIn("default-src 'none'", policy)
                self.assertNotIn("unsafe", policy)

    def test_compressed_and_tagged(self):
        for path in [*self.files(), "/openapi.json", "/problems"]:
            with self.subTest(path=path):
                plain = self.world.anonymous.get(path, record=False)
                packed = self.world.anonymous.get(path, headers={"Accept-Encoding": "gzip"}, record=False)
                self.assertEqual(packed.headers["content-encoding"], "gzip")
                self.assertEqual(gzip.decompress(packed.body), plain.body)
                self.assertNotEqual(packed.etag, plain.etag, "two forms of a file have two tags")
                self.assertIn("Accept-Encoding", packed.headers["vary"])
                for held in (plain.etag, packed.etag, "W/" + packed.etag):
                    headers = {"If-None-Match": held, "Accept-Encoding": "gzip"}
                    again = self.world.anonymous.get(path, headers=headers, record=False)
                    self.assertStatus(again, 304)
                    self.assertEqual(again.body, b"")
                other = self.world.anonymous.get(path, headers={"If-None-Match": '"0123456789abcdef"'}, record=False)
                self.assertStatus(other, 200)

    def test_methods(self):
        head = self.assertStatus(self.world.anonymous.request("HEAD", "/docs"), 200)
        self.assertEqual(head.body, b"")
        self.assertEqual(int(head.headers["content-length"]), len(self.world.anonymous.get("/docs").body))
        options = self.assertStatus(self.world.anonymous.request("OPTIONS", "/docs"), 204)
        self.assertEqual(options.headers["allow"], "GET, HEAD, OPTIONS")
        refused = self.world.anonymous.post("/docs", record=False)
        self.refused(refused, 405, "method_not_allowed")
        self.assertEqual(refused.headers["allow"], "GET, HEAD, OPTIONS")

    def test_other_paths(self):
        slash = self.assertStatus(self.world.anonymous.get("/docs/"), 308)
        self.assertEqual(slash.headers["location"], "/docs")
        for path in ("/docs/nothing.js", "/docs/index.html", "/docs/swagger-ui.css/more"):
            with self.subTest(path=path):
                self.refused(self.world.anonymous.get(path, record=False), 404, "not_found")
        self.refused(self.world.anonymous.get("/docs/%2e%2e/openapi.json", record=False), 400, "bad_request")
        self.refused(self.world.anonymous.get("/docsx", record=False), 401, "unauthenticated")

    def test_every_refusal_leads_to_its_section(self):
        page = self.assertStatus(self.world.anonymous.get("/problems", record=False), 200)
        self.assertEqual(page.headers["content-type"], "text/html; charset=utf-8")
        self.assertIn("default-src 'none'", page.headers["content-security-policy"])
        sections = set(re.findall(r'<section id="(\w+)">', page.body.decode("utf-8")))
        document = self.ok(self.world.anonymous.get("/openapi.json"))
        announced = {code for item in document["paths"].values() for operation in item.values() if isinstance(operation, dict)
                     for code in operation["x-problems"]}
        self.assertEqual(set(), announced - sections)
        proxy = {name.removesuffix(".json") for name in os.listdir(os.path.join(ROOT, "docker", "problems"))}
        self.assertEqual(set(), proxy - sections)
        self.assertGreater(len(proxy), 5)
        refusal = self.refused(self.world.anonymous.get("/v1/me"), 401, "unauthenticated")
        self.assertEqual(refusal["type"].partition("#")[::2], ("/problems", "unauthenticated"))
        self.refused(self.world.anonymous.post("/problems", record=False), 405, "method_not_allowed")

    def test_the_administrators_port_has_no_page(self):
        self.assertEqual(self.server.admin("/docs")[0], 404)

    def test_the_log_names_it(self):
        for path in ("/docs", "/docs/init.js", "/problems", "/openapi.json"):
            with self.subTest(path=path):
                self.assertEqual(self.server.logged(self.world.anonymous.get(path, record=False))["operation"], "docs")


    def test_in_development(self):
        """The page is told where exports are, and of the header that chooses the day."""
        exports = f"http://127.0.0.1:{self.server.slow_port}"
        document = Document(self.ok(self.world.anonymous.get("/openapi.json")))
        for _, path, operation in document.operations():
            self.assertEqual(operation.get("servers"), [{"url": exports}] if path.endswith("/export") else None, path)
            self.assertIn("Maillon-Today", [one["name"] for one in document.parameters(operation)])
        self.assertIn(f"connect-src 'self' {exports}", self.world.anonymous.get("/docs").headers["content-security-policy"])


class Production(Case):
    settings = {"MAILLON_DEV": "0"}

    def test_one_address(self):
        """What is served is what the repository has, which knows one address and no other day."""
        served = self.ok(self.world.anonymous.get("/openapi.json", record=False))
        with open(os.path.join(ROOT, "api-spec", "openapi.json"), encoding="utf-8") as file:
            self.assertEqual(served, json.load(file))
        self.assertEqual(served["paths"]["/v1/hosts/export"]["get"]["servers"], [{"url": "/"}])
        document = Document(served)
        self.assertNotIn("Maillon-Today", [one["name"] for _, _, operation in document.operations()
                                           for one in document.parameters(operation)])
        policy = self.world.anonymous.get("/docs", record=False).headers["content-security-policy"]
        self.assertTrue(policy.endswith("connect-src 'self'"), policy)


class Page(Case):
    """In chromium."""
    seconds = 12
    settings = {"MAILLON_CORS_ORIGINS": "http://127.0.0.1:{port}"}
    OPERATION = "#operations-participants-participant_list"
    EXPORT = "#operations-hosts-host_export"
    CREATION = "#operations-candidacies-candidacy_create"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.browser.open("about:blank")
        cls.browser.log("performance")  # what the browser's own first page asked is not ours

    def tearDown(self):
        super().tearDown()
        self.assertEqual([], self.browser.log("browser"), "the console is silent: no error, nothing against the policy")

    def open(self, fragment=""):
        self.origin = "http://{}:{}".format(*self.server.address)
        self.browser.open(self.origin + "/docs" + fragment)
        self.browser.find(".opblock-tag")

    def requests(self):
        """URLs that the page asked for since the last call, without those it carries itself."""
        messages = [json.loads(entry["message"])["message"] for entry in self.browser.log("performance")]
        urls = [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith("data:")]

    def authorise(self, key):
        self.browser.click(".auth-wrapper .btn.authorize")
        self.browser.type(".modal-ux input", key)
        self.browser.click(".modal-ux .btn.authorize")
        self.browser.click(".modal-ux .btn-done")

    def unfold(self, tag, operation):
        self.browser.click("#operations-tag-" + tag)
        self.browser.click(operation + " .opblock-summary-control")

    def every_group_says_what_it_is(self):
        shown = self.browser.run("return Object.fromEntries([...document.querySelectorAll('.opblock-tag')]"
                                 ".map(tag => [tag.dataset.tag, tag.querySelector('small').innerText]))")
        for tag in self.ok(self.world.anonymous.get("/openapi.json"))["tags"]:
            for sentence in tag["description"].split("\n\n"):
                self.assertIn(sentence, shown[tag["name"]])

    def test_a_developer_lists_participants(self):
        person = self.made(self.world.counsellor.post("/v1/participants", {
            "first_name": "Aïcha", "last_name": "Le Guen-Dubois", "birth_on": "1994-05-17"}))
        self.open()
        self.browser.save_screenshot(os.path.join(SCREENSHOTS, "docs.png"))
        self.every_group_says_what_it_is()
        self.authorise(self.world.counsellor.key)
        self.unfold("participants", self.OPERATION)
        self.browser.click(self.OPERATION + " .btn.execute")
        status = self.browser.text(self.OPERATION + " .live-responses-table tbody .response-col_status")
        self.assertEqual(status.split()[0], "200")
        shown = self.browser.text(self.OPERATION + " .live-responses-table .highlight-code")
        self.assertIn(person["id"], shown)
        self.assertIn(person["last_name"], shown)
        self.browser.save_screenshot(os.path.join(SCREENSHOTS, "docs-participants.png"))
        asked = self.requests()
        self.assertIn(self.origin + "/openapi.json", asked)
        self.assertTrue(any(urllib.parse.urlsplit(url).path == "/v1/participants" for url in asked), asked)
        self.assertEqual([], [url for url in asked if not url.startswith(self.origin + "/")], "a request left for another host")

    def test_a_developer_exports(self):
        """The file comes from the port of exports, which the page of the other one may ask."""
        self.open()
        self.authorise(self.world.counsellor.key)
        self.unfold("hosts", self.EXPORT)
        self.browser.click(self.EXPORT + " .btn.execute")
        status = self.browser.text(self.EXPORT + " .live-responses-table tbody .response-col_status")
        self.assertEqual(status.split()[0], "200")
        asked = [url for url in self.requests() if not url.startswith(self.origin + "/")]
        self.assertEqual({urllib.parse.urlsplit(url).netloc for url in asked}, {f"127.0.0.1:{self.server.slow_port}"})

    def test_each_role_has_its_example(self):
        self.open()
        self.unfold("candidacies", self.CREATION)
        options = self.CREATION + " .examples-select option"
        self.browser.find(options)
        names = self.browser.run("return [...document.querySelectorAll(arguments[0])].map(one => one.value)", options)
        self.assertEqual(names, ["director_counsellor", "prescriber"])
        self.browser.click(options + "[value=prescriber]")
        shown = "return document.querySelector(arguments[0]).value"
        self.browser.wait(lambda: '"structure_id"' in self.browser.run(shown, self.CREATION + " .body-param__text"),
                          "the prescriber's example")

    def test_a_link_may_not_change_what_is_read(self):
        self.open("?url=https://elsewhere.example/openapi.json&configUrl=https://elsewhere.example/config.json")
        self.assertEqual([], [url for url in self.requests() if not url.startswith(self.origin + "/")])
