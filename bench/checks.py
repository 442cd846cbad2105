"""What must hold besides speed: every list on a generic plan that its index serves, and the memory of a full house."""

import json
import re
import resource
import socket

from house import LOGIN, BenchError

MEMORY_CONNECTIONS, MEMORY_LIMIT_MB = 950, 150

# Tables of a size where a plan shows; the others hold a handful of rows a structure.
LARGE = ("participant", "path", "contract", "candidacy", "entry_situation")

# By who: the lists that are asked, in their default order, by each declared sort, and filtered.
LISTS = {
    "director": [
        "participants", "participants?sort=last_name", "participants?sort=-last_name", "participants?sort=created_at",
        "participants?limit=200", "participants?last_name=Lef%C3%A8vre", "participants?created_at.gte=2024-01-01T00:00:00Z",
        "participants?include=paths,contracts&limit=20", "paths", "paths?sort=created_at", "contracts",
        "contracts?sort=starts_on", "contracts?state=signed,ended", "candidacies", "candidacies?sort=last_name",
        "candidacies?state=submitted,under_review", "candidacies?sort=-created_at&limit=20", "candidacies?overdue=true",
        "candidacies?overdue=false", "candidacies?updated_at.gte=2024-06-01T00:00:00Z", "candidacies?q=lef",
        "candidacies?state_since_on.gte=2024-06-01", "candidacies?prescriber_kind=ML",
        "candidacies?sort=updated_at", "candidacies?sort=-state_since_on",
        "candidacies?assigned_counsellor_id=null", "candidacies?fields=id,state", "candidacies?fields=id&sort=last_name",
        "entry_situations", "entry_situations?sort=-created_at&limit=20", "entry_situations?fields=id,path_id",
        "contracts?include=immersions&limit=20", "worksites", "vacancies", "staff", "prescribers", "hosts", "immersions",
        "targets", "agreements", "api_keys", "exits", "exits?reason=training", "structures", "partners", "parameters",
    ],
    "prescriber": [
        "candidacies", "candidacies?state=submitted", "candidacies?overdue=true", "candidacies?sort=last_name",
        "candidacies?sort=created_at", "candidacies?updated_at.gte=2024-06-01T00:00:00Z", "candidacies?q=lef",
        "candidacies?state_since_on.gte=2024-06-01", "structures", "structures?sort=name",
        "structures?department=62", "structures?q=atelier", "worksites", "vacancies",
        "vacancies?department=62&rome=A1203", "vacancies?region=occitanie", "vacancies?town=lens", "vacancies?q=jardin%20lens",
        "candidacies?sort=-updated_at", "candidacies?sort=state_since_on", "prescribers", "prescribers?q=hay",
        "prescribers?department=62", "prescribers?town=lens",
    ],
}


def second_page(house, who, target, first):
    if first.get("next_cursor"):
        house.ask(who, "GET", f"/v1/{target}{'&' if '?' in target else '?'}cursor={first['next_cursor']}")


def plans(log):
    """[(query, plan)] that auto_explain wrote."""
    found = []
    for block in re.split(r"(?m)^\d+ (?=[A-Z]+: )", log):
        match = re.match(r"LOG:\s+duration: [^\n]*plan:\n\s*Query Text: (.*?)\n(\t.*)", block, re.S)
        if match:
            found.append((match.group(1), match.group(2)))
    return found


def faults_of(query, plan):
    """Why this plan of a list is not right."""
    faults = []
    if "$1" in query and not re.search(r"\$\d", plan):
        faults.append("planned for its values")
    for node, table in re.findall(r"(Seq Scan) on (\w+)", plan):
        if table in LARGE:
            faults.append(f"{node} on {table}")
    # The rows of a filter, or the few children of a page, may be sorted; a page in the order of an index may not.
    plain = "any(array(select" not in query and re.search(
        r"where true and t\.\w+ = \$1( and \(?t\.\w+(, t\.id\))? [<>] .*)? order by", query)
    # Of a page that is entered in the access log only its reading counts: its few rows are then told to keep their order.
    entered = re.search(r"CTE page\n(.*)CTE entry\n", plan, re.S)
    read = entered.group(1) if entered else plan
    if plain and re.search(r"\bSort\b", read) and any(re.search(rf"\bon {table}\b", read) for table in LARGE):
        faults.append("sorted")
    return faults


def check_plans(house):
    """Asks every list with auto_explain in the service's own sessions. {"checked": n, "faults": […]}"""
    house.stop()
    house.sql(f"""alter role {LOGIN} set session_preload_libraries = 'auto_explain';
        alter role {LOGIN} set auto_explain.log_min_duration = 0""")
    try:
        before = len(house.server_log())
        house.start()
        asked = 0
        for who, targets in LISTS.items():
            for target in targets:
                asked += 1
                second_page(house, who, target, house.ask(who, "GET", f"/v1/{target}"))
        house.stop()
    finally:
        house.sql(f"alter role {LOGIN} reset all")
    shown = plans(house.server_log()[before:])
    lists = [(query, plan) for query, plan in shown if re.search(r" from \w+ t where .* limit \d+", query)]
    if len(lists) < asked:
        raise BenchError(f"{asked} lists were asked and auto_explain showed {len(lists)}")
    faults = [f"{fault}: {query}\n{plan}" for query, plan in lists for fault in faults_of(query, plan)]
    return {"checked": len(lists), "faults": faults}


def read_answer(stream):
    """The status of one answer, its body read."""
    status = int(stream.readline().split()[1])
    length = 0
    while (line := stream.readline().strip()):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    json.loads(stream.read(length))
    return status


def memory(house, connections=MEMORY_CONNECTIONS):
    """The service's memory with as many connections kept open, each of which asked for a row and for a page."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    house.restart()
    idle = house.rss_mb()
    participant = house.ask("director", "GET", "/v1/participants?limit=1")["data"][0]["id"]
    targets = (f"/v1/participants/{participant}", "/v1/participants?limit=50", "/v1/participants?limit=200")
    clients = []
    try:
        for _ in range(connections):
            client = socket.create_connection(("127.0.0.1", house.port), timeout=20)
            clients.append((client, client.makefile("rb")))
        for target in targets:
            head = f"GET {target} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {house.keys['director']}\r\n\r\n".encode()
            for client, _ in clients:
                client.sendall(head)
            for _, stream in clients:
                if read_answer(stream) != 200:
                    raise BenchError(f"{target} failed with {connections} connections open")
        full = house.rss_mb()
    finally:
        for client, stream in clients:
            stream.close()
            client.close()
    return {"connections": connections, "idle_mb": round(idle, 1), "full_mb": round(full, 1), "limit_mb": MEMORY_LIMIT_MB}
