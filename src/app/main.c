/* maillon: one program, a table of subcommands. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "http/server.h"

static const struct command {
    const char *name, *usage;
    int (*run)(const struct config *config, int argc, char **argv);
    const char *about;
} commands[] = {
    {"serve", "", command_serve, "serves the API until SIGTERM; SIGHUP reads the keys file again"},
    {"migrate", "", command_migrate, "creates what is missing in the database: roles when allowed, tables, reference lists"},
    {"roles", "[--password-file FILE]", command_roles, "prints the SQL that an administrator runs to create the roles"},
    {"api-key",
     "create --principal operator|director|prescriber|partner [--label TEXT] [--structure ID --first-name TEXT "
     "--last-name TEXT --email TEXT] [--prescriber ID] [--partner ID]",
     command_api_key, "makes an API key and prints it, once"},
    {"keys", "new [FILE]", command_keys, "makes a keys file, on standard output or as a new file of mode 0400"},
    {"clock", "[--today YYYY-MM-DD]", command_clock, "makes one pass of the clock, as of another day if one is given"},
    {"check", "[--settings-markdown]", command_check, "prints the settings; checks the descriptors and the database"},
    {"ready", "", command_ready, "asks the running service whether it is ready: for the health check of a container"},
    {"openapi", "[--problems]", command_openapi, "prints the OpenAPI document, or the list of problems in Markdown"},
    {"flows", "[--mermaid]", command_flows, "prints the state machines, as JSON or as diagrams"},
    {"version", "", command_version, "prints the version"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int print_usage(FILE *stream, int status)
{
    fprintf(stream, "usage: maillon COMMAND\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(stream, "  maillon %s %s\n      %s\n", commands[i].name, commands[i].usage, commands[i].about);
    fprintf(stream, "\nSettings are environment variables: see docs/configuration.md or `maillon check`.\n");
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return print_usage(stderr, EXIT_MISUSED);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return print_usage(stdout, EXIT_DONE);
    for (size_t i = 0; i < COMMANDS; i++) {
        struct config config;
        if (strcmp(argv[1], commands[i].name) != 0)
            continue;
        if (!config_read(&config))
            return EXIT_MISUSED;
        signal(SIGPIPE, SIG_IGN); /* a client that leaves is an error of its socket, not of the process */
        http_set_memory();
        log_set_level((enum log_level)config.log);
        int status = commands[i].run(&config, argc - 2, argv + 2);
        if (status == EXIT_MISUSED)
            fprintf(stderr, "usage: maillon %s %s\n", commands[i].name, commands[i].usage);
        return status;
    }
    return print_usage(stderr, EXIT_MISUSED);
}
