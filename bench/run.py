"""./dev bench: how near the service comes to what its PostgreSQL can do with the very same statements.

    run.py [--seconds N] [--rounds N] [--only NAME,NAME] [--perf] [--keep]

README.md beside says what is measured and how. Prints a table, writes build/bench/result.json, and ends with a failure when
a limit is not kept. MAILLON_BINARY is the service; MAILLON_BENCH_DIR (build/bench) holds everything.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import time

from checks import check_plans, memory
from cluster import ClusterError
from house import DATABASE, LOGIN, OPTIONS, ROOT, BenchError, House
from measure import CLIENTS, CONNECTIONS, Bench
from relay import Relay
from workloads import all_workloads


def say(text):
    print(text, file=sys.stderr, flush=True)


def record(house):
    """The workloads, from a service of one worker whose words pass through a relay."""
    directory = os.path.join(house.sockets, "relay")
    os.mkdir(directory, 0o700)
    relay = Relay(directory, house.cluster.port, os.path.join(house.cluster.socket_dir, f".s.PGSQL.{house.cluster.port}"))
    house.start(f"host={directory} port={house.cluster.port} dbname={DATABASE} user={LOGIN}", MAILLON_WORKERS="1")
    try:
        return all_workloads(house, relay), relay.options
    finally:
        house.stop()
        relay.close()


def where_it_goes(house, bench, work, seconds=6):
    """perf on the service under load: its functions by share of its own processor time."""
    data = house.directory / f"perf.{work.name}.data"
    recorder = subprocess.Popen(["perf", "record", "-q", "-F", "997", "-g", "-p", str(house.service.pid), "-o", str(data)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        bench.service(work, seconds)
    finally:
        recorder.send_signal(2)
        recorder.wait(30)
    reports = []
    for keys in ("dso", "dso,symbol"):
        command = ["perf", "report", "-i", str(data), "--no-children", "-g", "none", "--sort", keys, "--stdio",
                   "--percent-limit", "0.5"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        reports.append("\n".join(line for line in done.stdout.splitlines() if line and not line.startswith("#")))
    path = house.directory / f"perf.{work.name}.txt"
    path.write_text("\n\n".join(reports) + "\n", encoding="utf-8")
    say(f"perf: {path}")
    return reports


def machine():
    model = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return {"processor": model, "processors": os.cpu_count(), "kernel": platform.release()}


def table(result):
    lines = [f"{'':34} {'service/s':>10} {'pgbench/s':>10} {'ratio':>6} {'min–max':>12} {'wanted':>7}   "
             "µs of CPU a request"]
    for facts in result["workloads"].values():
        cpu = ", ".join(f"{who} {spent:.0f}" for who, spent in facts["service"]["cpu_us"].items())
        others = max(facts["service"]["others"], facts["pgbench"]["others"])
        lines.append(
            f"{facts['title'][:34]:34} {facts['service']['median']:10.0f} {facts['pgbench']['median']:10.0f} "
            f"{facts['ratio']:6.3f} "
            f"{facts['ratio_min']:.2f}–{facts['ratio_max']:.2f}".ljust(76)
            + f" {facts['least'] or '':>6}   {cpu}; "
            f"pgbench: postgres {facts['pgbench']['cpu_us']['postgres']:.0f}; others {others:.0%}")
    held = result.get("memory")
    if held:
        lines.append(f"memory: {held['full_mb']} MB with {held['connections']} connections ({held['idle_mb']} MB before), "
                     f"limit {held['limit_mb']} MB")
        lines.append(f"lists: {result['plans']['checked']} plans, {len(result['plans']['faults'])} faults")
    return "\n".join(lines)


def faults_of(result):
    faults = [f"{name}: {facts['ratio']} is under {facts['least']}" for name, facts in result["workloads"].items()
              if facts["least"] and facts["ratio"] < facts["least"]]
    if "memory" in result and result["memory"]["full_mb"] > result["memory"]["limit_mb"]:
        faults.append(f"memory: {result['memory']['full_mb']} MB")
    return faults + [f"plan: {fault}" for fault in result.get("plans", {}).get("faults", [])]


def measure(house, asked):
    started = time.monotonic()
    say("making the cluster and its data")
    house.make()
    works, options = record(house)
    chosen = asked.only.split(",") if asked.only else [work.name for work in works]
    postgresql = {"version": house.sql("show server_version"), "settings": OPTIONS, "session": options}
    load = {"connections": CONNECTIONS, "pgbench_clients": CLIENTS, "seconds": asked.seconds, "rounds": asked.rounds}
    result = {"machine": machine(), "postgresql": postgresql, "load": load, "workloads": {}}
    say(f"ready after {time.monotonic() - started:.0f} s; measuring")
    if not asked.only:
        result["plans"] = check_plans(house)
        result["memory"] = memory(house)
    bench = Bench(house, options, asked.seconds)
    house.restart()
    for work in works:
        if work.name in chosen:
            result["workloads"][work.name] = bench.alternate(work, asked.rounds, say)
            if asked.perf:
                where_it_goes(house, bench, work)
    result["seconds"] = round(time.monotonic() - started)
    return result


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description="The service against pgbench with its own statements.")
    parser.add_argument("--seconds", type=int, default=3, help="length of one run (3)")
    parser.add_argument("--rounds", type=int, default=7, help="alternations of a workload (7)")
    parser.add_argument("--only", help="workloads, separated by commas: get, get_token, get_logged, page, create, create2")
    parser.add_argument("--perf", action="store_true", help="also say where the service's time goes (needs perf)")
    parser.add_argument("--keep", action="store_true", help="keep PostgreSQL's data")
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        raise BenchError("wrk is missing")
    binary = os.environ.get("MAILLON_BINARY", ROOT / "build" / "release" / "src" / "app" / "maillon")
    house = House(os.environ.get("MAILLON_BENCH_DIR", ROOT / "build" / "bench"), binary)
    try:
        result = measure(house, asked)
    finally:
        house.close(asked.keep)
    (house.directory / "result.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(result))
    faults = faults_of(result)
    for fault in faults:
        print(f"not kept: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BenchError, ClusterError) as error:
        sys.exit(f"bench: {error}")
