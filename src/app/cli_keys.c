/* The two kinds of keys: API keys, given to callers, and the keys file, kept by the service. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/key.h"
#include "api/seal.h"
#include "cli.h"
#include "core/uuid.h"
#include "db/admin.h"

enum { PRINCIPAL, LABEL, STRUCTURE, FIRST_NAME, LAST_NAME, EMAIL, PRESCRIBER_ID, PARTNER_ID };
static const char *const api_key_options[] = {
    "--principal", "--label", "--structure", "--first-name", "--last-name", "--email", "--prescriber", "--partner", NULL,
};

/* Which options each principal needs, and may have beside --principal and --label. */
static const struct principal_kind_row {
    const char *word;
    unsigned needs;
} principals[] = {
    {"operator", 0},
    {"director", 1u << STRUCTURE | 1u << FIRST_NAME | 1u << LAST_NAME | 1u << EMAIL},
    {"prescriber", 1u << PRESCRIBER_ID},
    {"partner", 1u << PARTNER_ID},
};

static bool options_fit(const char *const *values)
{
    unsigned given = 0;
    for (unsigned option = STRUCTURE; option <= PARTNER_ID; option++)
        given |= values[option] ? 1u << option : 0;
    for (size_t i = 0; values[PRINCIPAL] && i < sizeof principals / sizeof *principals; i++) {
        if (strcmp(principals[i].word, values[PRINCIPAL]) == 0 && principals[i].needs == given)
            return true;
    }
    fprintf(stderr, "maillon: --principal needs exactly its own options: operator none; director --structure, --first-name, "
                    "--last-name and --email; prescriber --prescriber; partner --partner\n");
    return false;
}

static bool ids_are_valid(const char *const *values)
{
    static const unsigned ids[] = {STRUCTURE, PRESCRIBER_ID, PARTNER_ID};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const char *id = values[ids[i]];
        if (id && !uuid_valid(id, strlen(id))) {
            fprintf(stderr, "maillon: %s: not an identifier\n", id);
            return false;
        }
    }
    return true;
}

int command_api_key(const struct config *config, int argc, char **argv)
{
    const char *values[OPTIONS_MAX] = {NULL};
    if (argc < 1 || strcmp(argv[0], "create") != 0 || !cli_options(argc - 1, argv + 1, api_key_options, values) ||
        !options_fit(values) || !ids_are_valid(values))
        return EXIT_MISUSED;
    if (!cli_needs(config->migrate_database, "MAILLON_MIGRATE_DATABASE"))
        return EXIT_FAILED;
    char key[API_KEY_TEXT], hash[API_KEY_HASH_HEX], prefix[API_KEY_PREFIX];
    api_key_generate(key);
    api_key_hash(key, hash);
    api_key_prefix(key, prefix);
    struct key_request request = {
        .hash_hex = hash,
        .prefix = prefix,
        .label = values[LABEL] ? values[LABEL] : values[PRINCIPAL],
        .structure_id = values[STRUCTURE],
        .first_name = values[FIRST_NAME],
        .last_name = values[LAST_NAME],
        .email = values[EMAIL],
        .prescriber_id = values[PRESCRIBER_ID],
        .partner_id = values[PARTNER_ID],
    };
    /* Printed once it is stored: a key that opens nothing must not be handed out. */
    if (!admin_api_key(config->migrate_database, &request))
        return EXIT_FAILED;
    bool printed = puts(key) >= 0 && fflush(stdout) == 0;
    return printed ? EXIT_DONE : EXIT_FAILED;
}

static int write_new_file(const char *path, struct buffer *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    bool right = fd >= 0 && write(fd, text->data, text->length) == (ssize_t)text->length && fsync(fd) == 0;
    if (!right)
        fprintf(stderr, "maillon: %s: %s\n", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    buffer_done(text);
    return right ? EXIT_DONE : EXIT_FAILED;
}

int command_keys(const struct config *config, int argc, char **argv)
{
    (void)config;
    if (argc < 1 || argc > 2 || strcmp(argv[0], "new") != 0)
        return EXIT_MISUSED;
    struct buffer out = {0};
    seal_new_file(&out);
    return argc == 2 ? write_new_file(argv[1], &out) : cli_print(&out);
}
