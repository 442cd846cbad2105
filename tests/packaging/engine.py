"""A Docker engine of the tests' own, and the images of docker/Dockerfile built on a Debian made here: no registry is asked.

The engine has its own data, socket and containers, and leaves the machine's firewall and routes as they are: a build uses the
machine's network, a container only what Compose publishes. Root is needed. A machine that can run no container makes the
tests fail, with the engine's own words.
"""
import functools
import os
import re
import shutil
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BASE = "debian:bookworm-slim"
IMAGES = {"service": "maillon", "proxy": "maillon-proxy", "database": "maillon-database",
          "demonstration": "maillon-demonstration"}


class EngineError(Exception):
    pass


def lines(page, name):
    """The commands between two comments of a page, and the lines that they are said to print."""
    with open(os.path.join(ROOT, page), encoding="utf-8") as file:
        part = re.search(rf"<!-- {name} -->\n(.*)<!-- end of {name} -->", file.read(), re.S).group(1)
    return ["".join(re.findall(rf"^```{kind}\n(.*?)^```$", part, re.S | re.M)) for kind in ("sh", "text")]


def tail(path, lines=15):
    with open(path, encoding="utf-8", errors="replace") as file:
        return "".join(file.readlines()[-lines:])


class Engine:
    def __init__(self):
        if os.geteuid() != 0:
            raise EngineError("containers are tried as root: sudo ./dev test --full")
        self.folder = tempfile.mkdtemp(prefix="maillon-engine.", dir="/var/tmp")
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("MAILLON_", "COMPOSE_", "DOCKER_"))}
        self.environment.update(DOCKER_HOST=f"unix://{self.folder}/socket", DOCKER_BUILDKIT="0", LC_ALL="C.UTF-8")
        self.daemon = None

    def start(self):
        log = os.path.join(self.folder, "log")
        with open(os.path.join(self.folder, "none.json"), "w", encoding="ascii") as file:
            file.write("{}")
        command = ["dockerd", "--config-file", f"{self.folder}/none.json", "--data-root", f"{self.folder}/data",
                   "--exec-root", f"{self.folder}/run", "--pidfile", f"{self.folder}/pid",
                   "--host", f"unix://{self.folder}/socket",
                   "--containerd-namespace", "maillon-test", "--containerd-plugins-namespace", "maillon-test-plugins",
                   "--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-masq=false", "--ip-forward=false"]
        with open(log, "wb") as output:
            self.daemon = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                           start_new_session=True)
        deadline = time.monotonic() + 60
        while self.docker("info", check=False).returncode != 0:
            if self.daemon.poll() is not None or time.monotonic() > deadline:
                raise EngineError("this machine runs no containers, dockerd says:\n" + tail(log))
            time.sleep(0.3)

    def stop(self):
        if self.daemon and self.daemon.poll() is None:
            left = self.docker("ps", "--all", "--quiet", check=False).stdout.split()
            if left:
                self.docker("rm", "--force", "--volumes", *left, check=False)
            self.daemon.terminate()
            try:
                self.daemon.wait(60)
            except subprocess.TimeoutExpired:
                self.daemon.kill()
                self.daemon.wait()
        with open("/proc/mounts", encoding="utf-8") as file:
            for place in [line.split()[1] for line in file if line.split()[1].startswith(self.folder + "/")][::-1]:
                subprocess.run(["umount", place], check=False)
        shutil.rmtree(self.folder)

    def docker(self, *arguments, check=True, **more):
        done = subprocess.run(["docker", *arguments], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=900, check=False, **more)
        if check and done.returncode != 0:
            raise EngineError(f"docker {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done

    def make_base(self):
        path = os.path.join(self.folder, "base.tar")
        done = subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "--dpkgopt=force-unsafe-io", "bookworm", path],
                              capture_output=True, text=True, timeout=600, check=False)
        if done.returncode != 0:
            raise EngineError("mmdebstrap: " + done.stderr[-2000:])
        self.docker("import", path, BASE)
        os.unlink(path)

    def build(self):
        """Every image, from the sources as they are."""
        self.make_base()
        for target, image in IMAGES.items():
            self.docker("build", "--network=host", "--file", f"{ROOT}/docker/Dockerfile", "--target", target, "--tag", image,
                        ROOT)

    def compose(self):
        """The words of Compose here: `docker compose`, or the command of Debian 12."""
        if self.docker("compose", "version", check=False).returncode == 0:
            return ["docker", "compose"]
        return ["docker-compose"]


@functools.lru_cache(maxsize=None)
def built():
    """The engine of this run, with the images; tests/packaging/run.py stops it."""
    engine = Engine()
    try:
        engine.start()
        engine.build()
    except BaseException:
        engine.stop()
        raise
    return engine


def stop_built():
    if built.cache_info().currsize:
        built().stop()
