#include "config.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind { TEXT, SECRET, NUMBER, WORD };

static const char *const log_words[] = {"debug", "info", "warning", "error", NULL}; /* in the order of enum log_level */

static const struct setting {
    const char *name, *fallback;
    enum kind kind;
    size_t place; /* in struct config */
    int min, max; /* of numbers */
    const char *const *words;
    const char *about;
} settings[] = {
    {"MAILLON_DATABASE", "", SECRET, offsetof(struct config, database), 0, 0, NULL,
     "Connection string of the service; logs in as `maillon_login`, which has no rights of its own."},
    {"MAILLON_MIGRATE_DATABASE", "", SECRET, offsetof(struct config, migrate_database), 0, 0, NULL,
     "Connection string of `maillon migrate` and `maillon api-key`: a role that may create tables."},
    {"MAILLON_KEYS_FILE", "", TEXT, offsetof(struct config, keys_file), 0, 0, NULL,
     "File of keys made by `maillon keys new`, mode 0400, owned by the service, the same on every node. Read again on SIGHUP."},
    {"MAILLON_ISSUERS_FILE", "", TEXT, offsetof(struct config, issuers_file), 0, 0, NULL,
     "JSON list of the issuers whose tokens are taken; without it, API keys alone. Read at start; on SIGHUP their keys are read "
     "again."},
    {"MAILLON_ADDRESS", "127.0.0.1", TEXT, offsetof(struct config, address), 0, 0, NULL,
     "Numeric address of both listeners. Loopback, with a proxy in front: the service speaks no TLS."},
    {"MAILLON_PORT", "8080", NUMBER, offsetof(struct config, port), 1, 65533, NULL, "Port of the API."},
    {"MAILLON_ADMIN_PORT", "0", NUMBER, offsetof(struct config, admin_port), 0, 65535, NULL,
     "Port of `/livez`, `/readyz` and `/metrics`; 0 is the port after the API's. Never to be reached from outside."},
    {"MAILLON_SLOW_PORT", "0", NUMBER, offsetof(struct config, slow_port), 0, 65535, NULL,
     "Port of exports, which the proxy sends there; 0 is the second port after the API's."},
    {"MAILLON_WORKERS", "0", NUMBER, offsetof(struct config, workers), 0, 64, NULL,
     "Threads that serve requests; each has its own connection to the database and at most 250 of clients. 0: two a processor, "
     "four at least and eight at most."},
    {"MAILLON_DEV", "0", NUMBER, offsetof(struct config, dev), 0, 1, NULL,
     "1 accepts the header `Maillon-Today`, with which a request lives another day. Refused on an address that is not loopback."},
    {"MAILLON_LOG", "info", WORD, offsetof(struct config, log), 0, 0, log_words,
     "Least level of the lines that are logged: `debug`, `info`, `warning` or `error`."},
    {"MAILLON_DEADLINE_MS", "3000", NUMBER, offsetof(struct config, deadline_ms), 100, 60000, NULL,
     "Time that a request may spend in the database, in milliseconds; past it the answer is 503. A batch has it once for each "
     "250 items begun."},
    {"MAILLON_CLOCK_SECONDS", "60", NUMBER, offsetof(struct config, clock_seconds), 1, 86400, NULL,
     "Seconds between two passes of the clock, which ends contracts and moves immersions on."},
    {"MAILLON_RATE_PER_MINUTE", "600", NUMBER, offsetof(struct config, rate_per_minute), 0, 1000000, NULL,
     "Requests that one key may send in a minute; an address may fail to present a good one a tenth as often. 0: no limit."},
    {"MAILLON_EXPORT_FOLDER", "/var/tmp", TEXT, offsetof(struct config, export_folder), 0, 0, NULL,
     "Where exports are made, in files without name: on a disk, encrypted as the database's."},
    {"MAILLON_CORS_ORIGINS", "", TEXT, offsetof(struct config, cors_origins), 0, 0, NULL,
     "Origins whose pages may call the API from a browser, comma separated, exactly as browsers send them: "
     "`https://app.example`."},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

static bool refuse(const struct setting *setting, const char *value)
{
    if (setting->words)
        fprintf(stderr, "maillon: %s=%s: expected debug, info, warning or error\n", setting->name, value);
    else
        fprintf(stderr, "maillon: %s=%s: expected a number from %d to %d\n", setting->name, value, setting->min, setting->max);
    return false;
}

static bool read_number(const struct setting *setting, const char *value, int *ret_number)
{
    char *end;
    long number = strtol(value, &end, 10);
    if (*end || value[strspn(value, "0123456789")] || number < setting->min || number > setting->max)
        return refuse(setting, value);
    *ret_number = (int)number;
    return true;
}

/* More than PostgreSQL has processors for wait for each other, and make each other's caches cold (bench/README.md); fewer, and a
 * slow write holds up too many. */
static int usual_workers(void)
{
    enum { EACH_PROCESSOR = 2, LEAST = 4, MOST = 8 };
    long wanted = EACH_PROCESSOR * sysconf(_SC_NPROCESSORS_ONLN);
    return wanted < LEAST ? LEAST : wanted > MOST ? MOST : (int)wanted;
}

bool config_read(struct config *ret_config)
{
    bool right = true;
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *setting = &settings[i];
        const char *value = getenv(setting->name);
        void *place = (char *)ret_config + setting->place;
        if (!value || !*value)
            value = setting->fallback;
        if (setting->kind == NUMBER) {
            right = read_number(setting, value, place) && right;
        } else if (setting->kind == WORD) {
            int word = 0;
            while (setting->words[word] && strcmp(setting->words[word], value) != 0)
                word++;
            right = (setting->words[word] || refuse(setting, value)) && right;
            *(int *)place = word;
        } else {
            *(const char **)place = value;
        }
    }
    if (ret_config->admin_port == 0)
        ret_config->admin_port = ret_config->port + 1;
    if (ret_config->slow_port == 0)
        ret_config->slow_port = ret_config->port + 2;
    if (ret_config->workers == 0)
        ret_config->workers = usual_workers();
    return right;
}

void config_write_values(struct buffer *out, const struct config *config)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *setting = &settings[i];
        const void *place = (const char *)config + setting->place;
        buffer_printf(out, "%s=", setting->name);
        if (setting->kind == NUMBER)
            buffer_add_int(out, *(const int *)place);
        else if (setting->kind == WORD)
            buffer_add_text(out, setting->words[*(const int *)place]);
        else if (setting->kind == SECRET)
            buffer_add_text(out, **(const char *const *)place ? "(set)" : "(unset)");
        else
            buffer_add_text(out, *(const char *const *)place);
        buffer_add_char(out, '\n');
    }
}

void config_write_markdown(struct buffer *out)
{
    buffer_add_text(out, "| variable | default | values | meaning |\n|---|---|---|---|\n");
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *setting = &settings[i];
        buffer_printf(out, "| `%s` | ", setting->name);
        buffer_printf(out, *setting->fallback ? "`%s` | " : "%s | ", *setting->fallback ? setting->fallback : "none");
        if (setting->kind == NUMBER)
            buffer_printf(out, "%d to %d", setting->min, setting->max);
        else
            buffer_add_text(out, setting->kind == WORD ? "one word" : "text");
        buffer_printf(out, " | %s |\n", setting->about);
    }
}

bool address_is_loopback(const char *address)
{
    struct in_addr v4;
    struct in6_addr v6;
    if (inet_pton(AF_INET, address, &v4) == 1)
        return ntohl(v4.s_addr) >> 24 == 127;
    return inet_pton(AF_INET6, address, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}
