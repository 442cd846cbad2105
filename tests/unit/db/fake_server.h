/* A server that says what the test wants, to one connection after the other: libpq takes it for PostgreSQL. */
#ifndef MAILLON_DB_FAKE_SERVER_H
#define MAILLON_DB_FAKE_SERVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "db_test.h"

/* What the server answers to one round trip of a connection, and whether it closes after. */
struct script {
    const char *bytes;
    size_t length, sent; /* no more than so many of them */
    bool closes;
};

enum { SCRIPTS_MAX = 4 };

static struct {
    struct script scripts[SCRIPTS_MAX]; /* by the round trips of a connection; nothing is answered after the last */
    size_t n_scripts;
    atomic_uint accepted; /* connections */
    char directory[32];
    struct sockaddr_un address;
    int listening;
    pthread_t thread;
} server = {.directory = "/tmp/maillon-server.XXXXXX"};

static bool read_whole(int fd, char *bytes, size_t length)
{
    ssize_t got;
    for (; length && (got = read(fd, bytes, length)) > 0; bytes += got)
        length -= (size_t)got;
    return length == 0;
}

static size_t length_at(const char *bytes)
{
    return (size_t)(uint8_t)bytes[0] << 24 | (size_t)(uint8_t)bytes[1] << 16 | (size_t)(uint8_t)bytes[2] << 8 | (uint8_t)bytes[3];
}

/* Reads messages up to Sync. */
static bool read_round_trip(int fd)
{
    char head[5], body[8192];
    do {
        if (!read_whole(fd, head, sizeof head))
            return false;
        size_t length = length_at(head + 1) - 4;
        if (length > sizeof body || !read_whole(fd, body, length))
            return false;
    } while (head[0] != 'S');
    return true;
}

static void serve(int fd)
{
    static const char welcome[] = "R\0\0\0\x08\0\0\0\0Z\0\0\0\5I";
    char head[4], rest[4096];
    if (!read_whole(fd, head, sizeof head) || !read_whole(fd, rest, length_at(head) - 4))
        return;
    if (write(fd, welcome, sizeof welcome - 1) < 0)
        return;
    for (size_t i = 0; i < server.n_scripts; i++) {
        const struct script *script = &server.scripts[i];
        if (!read_round_trip(fd) || write(fd, script->bytes, script->sent) < 0 || script->closes)
            return;
    }
    while (read(fd, rest, sizeof rest) > 0) /* until the client goes */
        continue;
}

static void *server_main(void *argument)
{
    (void)argument;
    for (int fd; (fd = accept(server.listening, NULL, NULL)) >= 0; close(fd)) {
        server.accepted++;
        serve(fd);
    }
    return NULL;
}

static inline void server_start(void)
{
    server.address.sun_family = AF_UNIX;
    server.listening = socket(AF_UNIX, SOCK_STREAM, 0);
    CHECK(mkdtemp(server.directory) != NULL);
    snprintf(server.address.sun_path, sizeof server.address.sun_path, "%s/.s.PGSQL.5432", server.directory);
    CHECK(bind(server.listening, (struct sockaddr *)&server.address, sizeof server.address) == 0);
    CHECK(listen(server.listening, 8) == 0);
    CHECK(pthread_create(&server.thread, NULL, server_main, NULL) == 0);
}

static inline void server_stop(void)
{
    shutdown(server.listening, SHUT_RDWR);
    pthread_join(server.thread, NULL);
    close(server.listening);
    unlink(server.address.sun_path);
    rmdir(server.directory);
}

/* To the connections that are opened from here on, in their first round trip. */
static inline void server_says(struct script script)
{
    server.scripts[0] = script;
    server.n_scripts = 1;
}

/* In the next round trip. */
static inline void server_then_says(struct script script)
{
    server.scripts[server.n_scripts++] = script;
}

/* Not open yet. The caller owns it. */
static inline struct conn *server_conn(void)
{
    static char conninfo[128];
    snprintf(conninfo, sizeof conninfo, "host=%s user=someone gssencmode=disable", server.directory);
    return conn_new(&(struct conn_options){.conninfo = conninfo, .deadline_ms = 600, .lock_timeout_ms = 300});
}

#endif
