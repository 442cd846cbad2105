/* The subcommands: what main.c lists in its table. Each returns the exit status: 0 done, 1 failed, 2 misused. */
#ifndef MAILLON_APP_CLI_H
#define MAILLON_APP_CLI_H

#include "config.h"

enum { EXIT_DONE, EXIT_FAILED, EXIT_MISUSED };

/* `--name value` options of a command: a NULL-terminated list of names, values by the same index (NULL: not given).
 * False after saying what was wrong. */
enum { OPTIONS_MAX = 12 };
bool cli_options(int argc, char **argv, const char *const *names, const char **ret_values);

/* Refuses a setting that a command needs and that is empty. */
bool cli_needs(const char *value, const char *name);

/* Writes a buffer on standard output and empties it; the exit status. */
int cli_print(struct buffer *out);

/* Random bytes of keys, descriptors, reference lists: what serving and printing the API's documents need. */
void cli_load_api(void);

int command_serve(const struct config *config, int argc, char **argv);
int command_migrate(const struct config *config, int argc, char **argv);
int command_roles(const struct config *config, int argc, char **argv);
int command_api_key(const struct config *config, int argc, char **argv);
int command_keys(const struct config *config, int argc, char **argv);
int command_clock(const struct config *config, int argc, char **argv);
int command_check(const struct config *config, int argc, char **argv);
int command_openapi(const struct config *config, int argc, char **argv);
int command_flows(const struct config *config, int argc, char **argv);
int command_ready(const struct config *config, int argc, char **argv);
int command_version(const struct config *config, int argc, char **argv);

#endif
