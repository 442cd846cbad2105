/* The settings: one table of environment variables, from which come their reading, `maillon check` and the page
 * docs/configuration.md. */
#ifndef MAILLON_APP_CONFIG_H
#define MAILLON_APP_CONFIG_H

#include <stdbool.h>

#include "core/buffer.h"
#include "core/log.h"

struct config {
    const char *database; /* "" when unset, as the other texts */
    const char *migrate_database;
    const char *keys_file;
    const char *issuers_file;
    const char *address;
    int port;
    int admin_port;
    int slow_port;
    int workers;
    int dev;
    int log; /* enum log_level */
    int deadline_ms;
    int clock_seconds;
    const char *cors_origins;
    const char *export_folder;
    int rate_per_minute;
};

/* Reads every variable. False after saying on standard error which one is wrong and why. */
bool config_read(struct config *ret_config);

/* NAME=value lines; connection strings, which may hold passwords, are shown as set or unset. */
void config_write_values(struct buffer *out, const struct config *config);
void config_write_markdown(struct buffer *out);

bool address_is_loopback(const char *address);

#endif
