"""The connections to PostgreSQL are cut at any byte, again and again: no answer says what is not so."""
import itertools
import threading
import time
from collections import Counter

import samples
from between import Cutter
from harness import Case

MADE, DONE = (201, None), (200, None)
UNAVAILABLE, UNKNOWN = (503, "unavailable"), (503, "outcome_unknown")
IN_FLIGHT, STALE = (409, "request_in_flight"), (412, "stale")


class Writer(threading.Thread):
    """Creates hosts, and changes and reads one, until it is told to stop. What it was told of each host it created stands in
    `created`, how often the one was changed in `version`, and what nobody should be told in `strange`."""

    def __init__(self, client, prefix, host, stop):
        super().__init__()
        self.client, self.prefix, self.host, self.stop = client.copy(), prefix, host, stop
        self.created, self.strange = {}, []
        self.version, self.doubt = 1, False  # in doubt, the host has this version or the next

    def run(self):
        for n in itertools.count():
            if self.stop.is_set():
                break
            self.create(f"{self.prefix}-{n}", keyed=n % 2 == 0)
            self.change(f"Nom {n}")
            self.read()
        self.client.close()

    def told(self, answer, *usual):
        told = (answer.status, answer.code)
        if told not in usual:
            self.strange.append(repr(answer))
        return told

    def create(self, reference, keyed):
        """With a key it is sent until it is made; without one, once."""
        body, headers = samples.host(external_id=reference), {"Idempotency-Key": reference} if keyed else {}
        again = (UNAVAILABLE, UNKNOWN, IN_FLIGHT) if keyed else ()
        told = None
        while told is None or told in again:
            answer = self.client.post("/v1/hosts", body, headers=headers, record=False)
            told = self.told(answer, MADE, UNAVAILABLE, UNKNOWN, *again)
        self.created[reference] = told

    def change(self, name):
        """Always from the last version it was told, so that it is done once at most."""
        answer = self.client.patch(f"/v1/hosts/{self.host}", {"name": name}, f'"{self.version}"', record=False)
        told = self.told(answer, DONE, UNAVAILABLE, UNKNOWN, *((STALE,) if self.doubt else ()))
        if told in (DONE, STALE):
            self.version, self.doubt = self.version + 1, False
        elif told == UNKNOWN:
            self.doubt = True
        if told == DONE and answer.json["version"] != self.version:
            self.strange.append(f"version {self.version} expected: {answer!r}")

    def read(self):
        answer = self.client.get(f"/v1/hosts/{self.host}", record=False)
        if self.told(answer, DONE, UNAVAILABLE) == DONE and answer.json["id"] != self.host:
            self.strange.append(f"the row of another: {answer!r}")


class Cut(Case):
    seconds = 8

    @classmethod
    def stage_of_server(cls):
        cls.cutter = Cutter(cls.stage)
        cls.addClassCleanup(cls.cutter.stop)
        return cls.cutter.stage

    def test_cut_at_any_byte(self):
        hosts, stop = [self.host()["id"] for _ in range(3)], threading.Event()
        writers = [Writer(self.world.counsellor, f"coupure-{n}", host, stop) for n, host in enumerate(hosts)]
        self.cutter.cuts = True
        for writer in writers:
            writer.start()
        until = time.monotonic() + 60
        while self.cutter.n_cut < 150 and time.monotonic() < until:
            time.sleep(0.1)
        stop.set()
        for writer in writers:
            writer.join()
        self.cutter.cuts = False
        self.assertGreaterEqual(self.cutter.n_cut, 150)
        self.assertEqual([row for writer in writers for row in writer.strange], [])
        stored = Counter(row[0] for row in self.sql("select external_id from host where external_id like 'coupure-%'"))
        for writer in writers:
            for reference, told in writer.created.items():
                self.assertIn(stored[reference], {MADE: (1,), UNAVAILABLE: (0,), UNKNOWN: (0, 1)}[told], (reference, told))
            [[version, changes]] = self.sql("select version, (select count(*) from change where row_id = host.id) from host "
                                            f"where id = '{writer.host}'")
            self.assertIn(int(version), (writer.version, writer.version + writer.doubt))
            self.assertEqual(version, changes)
