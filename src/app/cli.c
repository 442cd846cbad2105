#include "cli.h"

#include <stdio.h>
#include <string.h>

#include "api/resource.h"
#include "db/admin.h"
#include "db/reference.h"
#include "jobs/clock.h"
#include "resources/index.h"
#include "spec/documents.h"
#include "version.h"

bool cli_options(int argc, char **argv, const char *const *names, const char **ret_values)
{
    for (int i = 0; i < argc; i += 2) {
        unsigned name = 0;
        while (names[name] && strcmp(names[name], argv[i]) != 0)
            name++;
        if (!names[name] || i + 1 == argc || ret_values[name]) {
            fprintf(stderr, "maillon: %s %s\n", argv[i],
                    !names[name]    ? "is not an option here"
                    : i + 1 == argc ? "needs a value"
                                    : "is given twice");
            return false;
        }
        ret_values[name] = argv[i + 1];
    }
    return true;
}

bool cli_needs(const char *value, const char *name)
{
    if (*value)
        return true;
    fprintf(stderr, "maillon: %s is not set\n", name);
    return false;
}

int cli_print(struct buffer *out)
{
    size_t written = fwrite(out->data, 1, out->length, stdout);
    bool right = written == out->length && fflush(stdout) == 0;
    buffer_done(out);
    return right ? EXIT_DONE : EXIT_FAILED;
}

void cli_load_api(void)
{
    reference_load();
    api_set(&maillon_api);
}

int command_migrate(const struct config *config, int argc, char **argv)
{
    (void)argv;
    if (argc > 0)
        return EXIT_MISUSED;
    if (!cli_needs(config->migrate_database, "MAILLON_MIGRATE_DATABASE"))
        return EXIT_FAILED;
    return admin_migrate(config->migrate_database) ? EXIT_DONE : EXIT_FAILED;
}

/* The first line of a file. A password on the command line would be seen by every user of the machine. */
static bool read_password(const char *path, char password[static 256])
{
    FILE *file = fopen(path, "re");
    bool right = file && fgets(password, 256, file);
    if (right) {
        password[strcspn(password, "\r\n")] = '\0';
        right = password[0] != '\0';
    }
    if (file)
        fclose(file);
    if (!right)
        fprintf(stderr, "maillon: %s: no password can be read there\n", path);
    return right;
}

int command_roles(const struct config *config, int argc, char **argv)
{
    (void)config;
    const char *values[OPTIONS_MAX] = {NULL};
    char password[256];
    if (!cli_options(argc, argv, (const char *const[]){"--password-file", NULL}, values))
        return EXIT_MISUSED;
    if (values[0] && !read_password(values[0], password))
        return EXIT_FAILED;
    struct buffer out = {0};
    admin_roles_sql(&out, values[0] ? password : NULL);
    return cli_print(&out);
}

int command_clock(const struct config *config, int argc, char **argv)
{
    const char *values[OPTIONS_MAX] = {NULL};
    day_t day;
    if (!cli_options(argc, argv, (const char *const[]){"--today", NULL}, values) ||
        (values[0] && !day_parse(values[0], strlen(values[0]), &day)))
        return EXIT_MISUSED;
    if (!cli_needs(config->database, "MAILLON_DATABASE"))
        return EXIT_FAILED;
    struct conn_options options = {
        .conninfo = config->database,
        .deadline_ms = 60000,
        .lock_timeout_ms = 300,
        .application_name = "maillon clock",
    };
    struct conn *conn = conn_new(&options);
    bool right = clock_pass(conn, values[0]);
    conn_free(conn);
    return right ? EXIT_DONE : EXIT_FAILED;
}

int command_check(const struct config *config, int argc, char **argv)
{
    struct buffer out = {0};
    if (argc == 1 && strcmp(argv[0], "--settings-markdown") == 0) {
        config_write_markdown(&out);
        return cli_print(&out);
    }
    if (argc > 0)
        return EXIT_MISUSED;
    config_write_values(&out, config);
    cli_print(&out);
    cli_load_api(); /* refuses an inconsistent descriptor with a sentence */
    puts("descriptors: right");
    if (!cli_needs(config->database, "MAILLON_DATABASE") || !admin_check(config->database))
        return EXIT_FAILED;
    puts("database: right");
    return EXIT_DONE;
}

int command_openapi(const struct config *config, int argc, char **argv)
{
    (void)config;
    bool problems = argc == 1 && strcmp(argv[0], "--problems") == 0;
    if (argc > 0 && !problems)
        return EXIT_MISUSED;
    struct buffer out = {0};
    cli_load_api();
    if (problems)
        problems_write_markdown(&out);
    else
        openapi_write(&out, NULL);
    return cli_print(&out);
}

int command_flows(const struct config *config, int argc, char **argv)
{
    (void)config;
    bool mermaid = argc == 1 && strcmp(argv[0], "--mermaid") == 0;
    if (argc > 0 && !mermaid)
        return EXIT_MISUSED;
    struct buffer out = {0};
    cli_load_api();
    flows_write(&out, mermaid);
    return cli_print(&out);
}

int command_version(const struct config *config, int argc, char **argv)
{
    (void)config, (void)argv;
    if (argc > 0)
        return EXIT_MISUSED;
    puts("maillon " MAILLON_VERSION);
    return EXIT_DONE;
}
