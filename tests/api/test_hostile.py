"""Requests that are no requests, sent to the service itself and through the proxy that is shipped with it.

Each row of hostile.py goes to both. What counts: one answer at most, never a success for what can be read in two ways,
nothing stored, both processes alive, and the next honest request answered.
"""
import concurrent.futures
import json
import time

import hostile
import samples
from proxy import ProxyCase
from wire import Talk

PARALLEL = 16
TABLES = ("candidacy", "host", "change", "transition", "idempotency_key")


class Hostile(ProxyCase):
    seconds = 25

    def filled(self, data):
        host = json.dumps(samples.host()).encode()
        chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(host), host)
        for name, value in ((b"@KEY@", self.world.counsellor.key.encode()), (b"@LENGTH@", b"%d" % len(host)),
                            (b"@CHUNKS@", chunks), (b"@SIZE@", b"%x" % len(host)), (b"@BODY@", host)):
            data = data.replace(name, value)
        return data

    def stored(self):
        return self.sql("select " + ", ".join(f"(select count(*) from {table})" for table in TABLES))

    def send(self, address, rows):
        """What every (label, bytes, allowed) got, side by side."""
        def one(row):
            silent = hostile.NOTHING in row[2] and address == self.server.address  # the proxy answers or closes
            return Talk(address, row[1], first=1.5 if silent else 6)
        with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
            return list(zip(rows, pool.map(one, rows)))

    def check_answers(self, address, layer):
        before = self.stored()
        rows = [(row.label, self.filled(row.data), getattr(row, layer)) for row in hostile.EVERY]
        ambiguous = {row.label for row in hostile.AMBIGUOUS}
        talks = self.send(address, rows)
        for (label, _, allowed), talk in talks:
            with self.subTest(label):
                status = talk.statuses[0] if talk.statuses else hostile.NOTHING
                self.assertLessEqual(len(talk.statuses), 1, f"more than one answer: {talk!r}")
                self.assertIn(status, allowed, repr(talk))
                self.assertEqual(talk.rest, b"", repr(talk))
                if label in ambiguous:
                    self.assertFalse(status and status < 400, repr(talk))
        self.assertEqual(self.stored(), before, "something was stored")
        self.ok(self.world.counsellor.get("/v1/me"))
        self.ok(self.honest.get("/v1/me"))
        self.assertIdle()
        return dict(((label, talk) for (label, _, _), talk in talks))

    def test_table(self):
        labels = [row.label for row in hostile.EVERY]
        self.assertEqual(len(labels), len(set(labels)))
        self.assertGreaterEqual(len(labels), 80)
        for row in hostile.AMBIGUOUS:
            self.assertFalse([status for status in row.service | row.proxy if status and status < 400], row.label)

    def test_directly(self):
        talks = self.check_answers(self.server.address, "service")
        for row in hostile.FRAMING + hostile.BOTH:
            talk = talks[row.label]
            with self.subTest(row.label):
                self.assertTrue(talk.closed or not talk.statuses, f"the connection goes on: {talk!r}")

    def test_through_the_proxy(self):
        talks = self.check_answers(self.proxy.address, "proxy")
        for row in hostile.FRAMING + hostile.BOTH:
            with self.subTest(row.label):
                self.assertTrue(talks[row.label].closed, f"the connection goes on: {talks[row.label]!r}")
        own_pages = 0
        for label, talk in talks.items():
            for answer in talk.answers:
                with self.subTest(label):
                    if answer[0] >= 400 and answer[1].get("content-type") == "text/html":
                        own_pages += 1  # HAProxy could not read the request at all
                        self.assertIn(answer[0], (400, 422), label)
                        self.assertTrue(talk.closed, label)
                    elif answer[0] >= 400:
                        self.assertProblem(answer)
        self.assertLess(own_pages, len(talks) / 2)

    def test_pipeline(self):
        """Honest requests sent at once are answered in their order, refusals among them."""
        me, nobody = b"GET /v1/me HTTP/1.1\r\n" + self.bearer + b"\r\n", b"GET /v1/nothing HTTP/1.1\r\n" + self.bearer + b"\r\n"
        empty = b"POST /v1/hosts HTTP/1.1\r\n" + self.bearer + b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        for layer, address in self.layers():
            with self.subTest(layer):
                talk = Talk(address, me + nobody + empty + me, more=1.5)
                self.assertEqual(talk.statuses, [200, 404, 422, 200], repr(talk))

    def test_expect(self):
        """The client waits for 100 before it sends its body."""
        head = (b"POST /v1/hosts HTTP/1.1\r\n" + self.bearer + b"Content-Type: application/json\r\nContent-Length: 2\r\n"
                b"Expect: 100-continue\r\n\r\n")
        for layer, address in self.layers():
            with self.subTest(layer):
                talk = Talk(address, head, then=(b"HTTP/1.1 100 Continue\r\n", b"{}"))
                self.assertEqual(talk.statuses, [422], repr(talk))


class Slow(ProxyCase):
    """Clients that send a byte now and then: cut within ten seconds, while honest ones are served as ever."""

    seconds = 15
    LIMIT = 10

    def drips(self):
        """(label, first bytes, the bytes that drip, seconds between)."""
        post = b"POST /v1/hosts HTTP/1.1\r\n" + self.bearer + b"Content-Type: application/json\r\n"
        for pause in (0.1, 0.3, 0.5):
            yield f"first line, {pause} s", b"GET /v1/", b"x", pause
            yield f"headers, {pause} s", b"GET /v1/me HTTP/1.1\r\n" + self.bearer + b"X-Slow: ", b"x", pause
            yield f"lines of headers, {pause} s", b"GET /v1/me HTTP/1.1\r\n" + self.bearer, b"X: y\r\n", pause
            yield f"body, {pause} s", post + b"Content-Length: 60000\r\n\r\n{", b" ", pause
        yield "a batch", post.replace(b"hosts", b"hosts/batch") + b"Content-Length: 1000000\r\n\r\n" + b" " * 300000, b" ", 0.1
        yield "a second request", b"GET /v1/me HTTP/1.1\r\n" + self.bearer + b"\r\n", b"x", 0.2
        yield "nothing", b"", b"", 0.2

    def latencies(self, until):
        """Seconds of honest requests, one after the other, until that time."""
        client, found = self.honest.copy(), []
        while time.monotonic() < until:
            started = time.monotonic()
            self.ok(client.get("/v1/me", record=False))
            found.append(time.monotonic() - started)
            time.sleep(0.05)
        client.close()
        return sorted(found)

    def test_drips(self):
        usual = self.latencies(time.monotonic() + 1)
        drips, started = list(self.drips()), time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(len(drips) + 1) as pool:
            honest = pool.submit(self.latencies, started + self.LIMIT - 1)
            talks = [(label, pool.submit(Talk, self.proxy.address, first, drip=drip, first=self.LIMIT + 10))
                     for label, first, *drip in drips]
            time.sleep(self.LIMIT / 2)
            behind = self.in_flight()
        during = honest.result()
        for label, future in talks:
            talk = future.result()
            with self.subTest(label):
                self.assertTrue(talk.closed, repr(talk))
                self.assertLess(talk.seconds, self.LIMIT + 1.5)
                kept = [200] if label == "a second request" else []
                self.assertIn(talk.statuses, (kept, kept + [408]), repr(talk))
        self.assertLessEqual(behind, 1, "a slow client holds a place in the service itself")
        self.assertGreater(len(during), 50)
        self.assertLess(during[len(during) // 2], 5 * usual[len(usual) // 2] + 0.02, "honest clients wait")
        self.assertLess(during[-1], 2)
        self.assertIdle()
