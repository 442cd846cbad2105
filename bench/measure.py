"""Runs wrk against the service and pgbench against its PostgreSQL, alternating, and sums up. Standard library only."""

import json
import os
import pathlib
import re
import resource
import statistics

from house import DATABASE, LOGIN, ROOT, BenchError, run

CONNECTIONS, CLIENTS, THREADS = 64, 8, 2


class Side:
    """Rates of one side, and who used the processors meanwhile, in microseconds a request."""

    def __init__(self):
        self.rates, self.cpu, self.latencies, self.others = [], [], [], []

    def add(self, rate, count, used, latency=None):
        self.rates.append(rate)
        self.others.append(used.pop("others"))
        self.cpu.append({name: seconds * 1e6 / count for name, seconds in used.items()})
        self.latencies.append(latency)

    def facts(self):
        names = self.cpu[0].keys()
        facts = {"rates": [round(rate, 1) for rate in self.rates], "median": round(statistics.median(self.rates), 1),
                 "cpu_us": {name: round(statistics.median(one[name] for one in self.cpu), 1) for name in names},
                 "others": round(statistics.median(self.others), 3)}
        if self.latencies[0]:
            facts["p50_us"], facts["p99_us"] = (round(statistics.median(one[i] for one in self.latencies)) for i in (0, 1))
        return facts


def used_by_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def machine_seconds():
    """Processor seconds used by everything, and those there were."""
    words = [int(word) for word in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    ticks = os.sysconf("SC_CLK_TCK")
    idle = words[3] + words[4]
    return (sum(words) - idle) / ticks, sum(words) / ticks


def timed(house, name, command, **more):
    """The output, the processor seconds of the service, of PostgreSQL and of the load itself, and `others`: the part of the
    machine that went elsewhere, the kernel's own threads and the hypervisor included."""
    before, own, machine = house.cpu(), used_by_children(), machine_seconds()
    output = run(command, **more)
    after, machine_after = house.cpu(), machine_seconds()
    used = {who: after[who] - before[who] for who in after}
    used[name] = used_by_children() - own
    busy, total = (now - then for now, then in zip(machine_after, machine))
    used["others"] = max(0.0, busy - sum(used.values())) / total
    return output, used


class Bench:
    def __init__(self, house, options, seconds):
        self.house, self.options, self.seconds = house, options, seconds
        self.runs = 0
        self.values_library = self.house.directory / "values.so"
        run(["cc", "-O2", "-Wall", "-shared", "-fPIC", "-o", self.values_library, ROOT / "bench" / "values.c", "-ldl",
             "-lpthread"])

    def prepare(self, work):
        """Writes what both programs read."""
        work.requests_file = self.house.directory / f"{work.name}.requests"
        work.requests_file.write_text("\n".join(work.requests) + "\n", encoding="utf-8")
        work.script_files = []
        for number, (text, _) in enumerate(work.scripts):
            path = self.house.directory / f"{work.name}.{number}.pgbench"
            path.write_text(text, encoding="utf-8")
            work.script_files.append(path)
        work.values_file = self.house.directory / f"{work.name}.values"
        work.values_file.write_text("\n".join(work.values) + "\n", encoding="utf-8")

    def service(self, work, seconds):
        self.runs += 1
        command = ["wrk", "-t", THREADS, "-c", CONNECTIONS, "-d", f"{seconds}s", "--latency", "-s", ROOT / "bench" / "load.lua",
                   f"http://127.0.0.1:{self.house.port}", "--", self.house.keys[work.who], work.requests_file, self.runs]
        output, used = timed(self.house, "wrk", command)
        found = json.loads(re.search(r"^BENCH (.*)$", output, re.M).group(1))
        if found["errors"] or not found["requests"]:
            raise BenchError(f"{work.name}: {found['errors']} of {found['requests']} requests failed\n{output}")
        return found["requests"] * 1e6 / found["microseconds"], found["requests"], used, (found["p50_us"], found["p99_us"])

    def pgbench(self, work, seconds):
        self.runs += 1
        command = [self.house.cluster.bin / "pgbench", "-n", "-M", "prepared", "-c", CLIENTS, "-j", THREADS, "-T", seconds,
                   "-D", "count=0", "-D", f"run={self.runs}"]
        for path, (_, defined) in zip(work.script_files, work.scripts):
            command += ["-f", path]
            for name, value in defined.items():
                command += ["-D", f"{name}={value}"]
        command.append(self.house.cluster.conninfo(DATABASE, LOGIN))
        environment = {**os.environ, "PGOPTIONS": self.options, "LD_PRELOAD": str(self.values_library),
                       "BENCH_VALUES": str(work.values_file)}
        output, used = timed(self.house, "pgbench", command, env=environment)
        rate = float(re.search(r"^tps = ([0-9.]+)", output, re.M).group(1))
        count = int(re.search(r"actually processed: (\d+)", output).group(1))
        failed = re.search(r"number of failed transactions: (\d+)", output)
        if not count or (failed and int(failed.group(1))):
            raise BenchError(f"{work.name}: {output}")
        used.pop("maillon")
        return rate, count, used

    def alternate(self, work, rounds, say):
        self.prepare(work)
        self.service(work, 1)
        self.pgbench(work, 1)
        service, pgbench = Side(), Side()
        for number in range(rounds):
            service.add(*self.service(work, self.seconds))
            pgbench.add(*self.pgbench(work, self.seconds))
            say(f"{work.name} {number + 1}/{rounds}: {service.rates[-1]:.0f} / {pgbench.rates[-1]:.0f} "
                f"= {service.rates[-1] / pgbench.rates[-1]:.3f}")
        ratios = [one / other for one, other in zip(service.rates, pgbench.rates)]
        return {
            "title": work.title, "ratios": [round(ratio, 3) for ratio in ratios], "ratio": round(statistics.median(ratios), 3),
            "ratio_min": round(min(ratios), 3), "ratio_max": round(max(ratios), 3), "least": work.least,
            "service": service.facts(), "pgbench": pgbench.facts(),
        }
