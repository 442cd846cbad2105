#!/usr/bin/python3
"""The export of 200,000 rows: what it costs in memory and time, and what others feel meanwhile. Of people, and of entry
situations, which leaves an entry in the access log for each.

    MAILLON_BINARY=build/release/src/app/maillon /usr/bin/python3 bench/export.py

Fails when the service grows by 20 MB or more, when a row is missing, or when a read beside it takes over a second.
"""
import http.client
import os
import re
import sys
import threading
import time

from house import ROOT, BenchError, ClusterError, House

ROWS, GROWTH_MAX_KB, BESIDE_MAX_S = 200_000, 20 * 1024, 1.0

OURS = "structure_id = (select min(id::text)::uuid from structure)"
MORE_ROWS = f"""with person as (insert into participant
      (id, structure_id, first_name, last_name, birth_on, sex, email, phone, address, postcode, town)
    select gen_random_uuid(), (select min(id::text)::uuid from structure), 'Prénom ' || n, 'Nom ' || n, '1990-01-01',
           'unspecified', 'a' || n || '@exemple.example', '+33600000000', n || ', rue de la République', '80000', 'Amiens'
    from generate_series(1, {ROWS}) n
    returning id, structure_id),
  way as (insert into path (id, structure_id, participant_id, worksite_id, started_on, limit_on)
    select gen_random_uuid(), structure_id, id, (select min(id::text)::uuid from worksite where {OURS}),
           '2024-01-01', '2026-01-01' from person
    returning id, structure_id, participant_id)
  insert into entry_situation (id, structure_id, path_id, participant_id, rsa, unemployed_months)
    select gen_random_uuid(), structure_id, id, participant_id, true, 12 from way"""

# Of what, and what comes before its rows.
EXPORTS = (("participant", "/v1/participants/export", 1), ("participant", "/v1/participants/export?format=ndjson", 0),
           ("participant", "/v1/participants/export?sort=-last_name", 1), ("entry_situation", "/v1/entry_situations/export", 1))


def memory(house):
    with open(f"/proc/{house.service.pid}/status", encoding="ascii") as file:
        text = file.read()
    return {name: int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1)) for name in ("VmRSS", "VmHWM")}


def export(house, target):
    """Rows, bytes and seconds of one export, read as it comes."""
    connection = http.client.HTTPConnection("127.0.0.1", house.slow_port, timeout=150)
    started, rows, size = time.monotonic(), 0, 0
    connection.request("GET", target, headers={"Authorization": "Bearer " + house.keys["director"]})
    answer = connection.getresponse()
    if answer.status != 200:
        raise BenchError(f"{target}: {answer.status} {answer.read()[:500]}")
    first = time.monotonic() - started
    while part := answer.read(1 << 20):
        rows, size = rows + part.count(b"\n"), size + len(part)
    connection.close()
    return rows, size, first, time.monotonic() - started


def beside(house, done, slowest):
    while not done.is_set():
        started = time.monotonic()
        house.ask("director", "GET", "/v1/participants?limit=1")
        slowest.append(time.monotonic() - started)
        time.sleep(0.02)


def measure(house):
    house.make()
    house.sql(MORE_ROWS)
    house.sql("vacuum analyze participant, path, entry_situation")
    house.restart()
    export(house, "/v1/worksites/export")  # what the first of all allocates
    faults = []
    for table, target, head in EXPORTS:
        there = int(house.sql(f"select count(*) from {table} where {OURS}"))
        before, done, slowest = memory(house)["VmRSS"], threading.Event(), []
        watch = threading.Thread(target=beside, args=(house, done, slowest))
        watch.start()
        rows, size, first, whole = export(house, target)
        done.set()
        watch.join()
        grown = memory(house)["VmHWM"] - before
        print(f"{target}: {rows - head} rows, {size / 1e6:.0f} MB, first byte after {first:.1f} s, last after {whole:.1f} s; "
              f"grown by {grown} kB; slowest of {len(slowest)} reads beside it {1000 * max(slowest):.0f} ms", flush=True)
        if rows - head != there:
            faults.append(f"{target}: {rows - head} rows of {there}")
        if grown >= GROWTH_MAX_KB:
            faults.append(f"{target}: the service grew by {grown} kB")
        if max(slowest) > BESIDE_MAX_S:
            faults.append(f"{target}: a read beside it took {max(slowest):.1f} s")
    entries = int(house.sql(f"select count(*) from access_entry where {OURS}"))
    if entries < there:
        faults.append(f"{entries} entries in the access log for {there} rows")
    return faults


def main():
    binary = os.environ.get("MAILLON_BINARY", ROOT / "build" / "release" / "src" / "app" / "maillon")
    house = House(os.environ.get("MAILLON_BENCH_DIR", ROOT / "build" / "bench"), binary)
    try:
        faults = measure(house)
    finally:
        house.close(False)
    for fault in faults:
        print(f"not kept: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BenchError, ClusterError) as error:
        sys.exit(f"bench: {error}")
