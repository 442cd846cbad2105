/* `maillon serve`: checks first, then serves until it is asked to stop; `maillon ready` asks it. */
#include <signal.h>
#include <stdio.h>

#include "api/export.h"
#include "api/hooks.h"
#include "api/seal.h"
#include "cli.h"
#include "db/admin.h"
#include "http/server.h"
#include "jobs/clock.h"

static bool settings_are_right(const struct config *config)
{
    if (!cli_needs(config->database, "MAILLON_DATABASE") || !cli_needs(config->keys_file, "MAILLON_KEYS_FILE"))
        return false;
    if (config->port == config->admin_port || config->port == config->slow_port || config->admin_port == config->slow_port) {
        fputs("maillon: two of MAILLON_PORT, MAILLON_ADMIN_PORT and MAILLON_SLOW_PORT are the same port\n", stderr);
        return false;
    }
    if (!export_folder_is_right(config->export_folder)) {
        fprintf(stderr, "maillon: MAILLON_EXPORT_FOLDER=%s: no file can be made there\n", config->export_folder);
        return false;
    }
    if (!http_origins_are_right(config->cors_origins)) {
        fprintf(stderr, "maillon: MAILLON_CORS_ORIGINS=%s: expected origins such as https://app.example, comma separated\n",
                config->cors_origins);
        return false;
    }
    if (config->dev && !address_is_loopback(config->address)) {
        fprintf(stderr, "maillon: MAILLON_DEV=1 is refused on %s: whoever reaches it would choose the day\n", config->address);
        return false;
    }
    if (config->dev)
        log_with(LOG_WARNING, "DEVELOPMENT", {"meaning", "MAILLON_DEV=1: any caller chooses the day; never in production", 0});
    const char *fault = seal_load(config->keys_file);
    if (fault)
        log_with(LOG_ERROR, "keys_file_refused", {"fault", fault, 0});
    return !fault;
}

/* Blocked before any thread is made, so that every thread inherits it and sigwait() alone receives. */
static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, set, NULL);
}

static void wait_for_stop(const struct config *config, const sigset_t *set)
{
    for (;;) {
        int received = 0;
        if (sigwait(set, &received) != 0)
            continue;
        if (received != SIGHUP)
            return;
        http_reload();
        const char *fault = seal_load(config->keys_file);
        if (fault)
            log_with(LOG_ERROR, "keys_file_refused", {"fault", fault, 0});
        else
            log_plain(LOG_INFO, "keys_file_read");
    }
}

int command_ready(const struct config *config, int argc, char **argv)
{
    (void)argv;
    if (argc > 0)
        return EXIT_MISUSED;
    const char *fault = http_not_ready(config->address, (unsigned)config->admin_port);
    if (fault)
        fprintf(stderr, "maillon: not ready: %s\n", fault);
    return fault ? EXIT_FAILED : EXIT_DONE;
}

int command_serve(const struct config *config, int argc, char **argv)
{
    (void)argv;
    if (argc > 0)
        return EXIT_MISUSED;
    sigset_t signals;
    block_signals(&signals);
    if (!settings_are_right(config) || !admin_check(config->database))
        return EXIT_FAILED;
    /* The account that serves may not open an era: `maillon migrate` does, and this does when it is given the means. */
    if (*config->migrate_database && !admin_open_era(config->migrate_database))
        return EXIT_FAILED;
    cli_load_api();
    hook_set_principal_changed(auth_forget);
    export_set_folder(config->export_folder);
    const struct http_options http = {
        .address = config->address,
        .port = (unsigned)config->port,
        .admin_port = (unsigned)config->admin_port,
        .slow_port = (unsigned)config->slow_port,
        .workers = (unsigned)config->workers,
        .development = config->dev != 0,
        .cors_origins = config->cors_origins,
        .rate_per_minute = (unsigned)config->rate_per_minute,
        .issuers_file = config->issuers_file,
        .conn = {.conninfo = config->database,
                 .deadline_ms = config->deadline_ms,
                 .lock_timeout_ms = 300,
                 .application_name = "maillon"},
    };
    const struct conn_options clock = {
        .conninfo = config->database,
        .deadline_ms = 60000,
        .lock_timeout_ms = 300,
        .application_name = "maillon clock",
    };
    bool started = http_start(&http) && clock_start(&clock, (unsigned)config->clock_seconds, auth_used_keys);
    if (started) {
        log_with(LOG_INFO, "serving", {"address", config->address, 0}, {"port", NULL, config->port},
                 {"admin_port", NULL, config->admin_port}, {"slow_port", NULL, config->slow_port},
                 {"workers", NULL, config->workers});
        log_together();
        wait_for_stop(config, &signals);
        log_at_once();
        log_plain(LOG_INFO, "stopping");
    }
    clock_end();
    http_stop(); /* the batch that runs has as long as the requests that do */
    clock_stop();
    seal_unload();
    log_plain(LOG_INFO, "stopped");
    return started ? EXIT_DONE : EXIT_FAILED;
}
