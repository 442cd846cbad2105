# A Debian with systemd as process 1, PostgreSQL and the program, for tests/packaging/test_unit.py.
FROM maillon
USER root
RUN userdel maillon && userdel maillon-admin && mv /usr/bin/maillon /usr/local/bin/maillon && apt-get update -q && \
    DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends libnss-systemd postgresql-15 procps systemd
HEALTHCHECK NONE
STOPSIGNAL SIGRTMIN+3
# systemd hands credentials over through mounts that must reach the mounts of a unit.
ENTRYPOINT ["sh", "-c", "mount --make-rshared / && exec /lib/systemd/systemd"]
CMD []
