#include "core/log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

/* What one call writes on standard error, and in how many writes: a datagram-like pipe keeps them apart. */
static const char *logged(enum log_level level, const char *event, const struct log_field *fields, unsigned n_fields,
                          unsigned *ret_writes)
{
    static char text[1024];
    int pair[2];
    if (pipe2(pair, O_DIRECT | O_NONBLOCK) != 0)
        abort();
    int saved = dup(STDERR_FILENO);
    dup2(pair[1], STDERR_FILENO);
    log_event(level, event, fields, n_fields);
    dup2(saved, STDERR_FILENO);
    size_t length = 0;
    ssize_t got;
    *ret_writes = 0;
    while ((got = read(pair[0], text + length, sizeof text - 1 - length)) > 0) {
        length += (size_t)got;
        ++*ret_writes;
    }
    text[length] = '\0';
    close(pair[0]);
    close(pair[1]);
    close(saved);
    return text;
}

static void test_line(void)
{
    unsigned writes = 0;
    const char *line = logged(LOG_WARNING, "request", LOG_FIELDS({"path", "/v1/\"x\"", 0}, {"ms", NULL, -3}), &writes);
    CHECK_INT(writes, 1);
    CHECK(strncmp(line, "{\"at\":\"20", 9) == 0);
    CHECK_INT(strlen(line) > 34 ? line[33] : 0, 'Z');
    CHECK_TEXT(strstr(line, ",\"level\""),
               ",\"level\":\"warning\",\"event\":\"request\",\"path\":\"/v1/\\\"x\\\"\",\"ms\":-3}\n");
}

static void test_levels(void)
{
    unsigned writes = 0;
    CHECK_TEXT(logged(LOG_DEBUG, "quiet", NULL, 0, &writes), "");
    CHECK(logged(LOG_INFO, "said", NULL, 0, &writes)[0] == '{');
    log_set_level(LOG_ERROR);
    CHECK_TEXT(logged(LOG_WARNING, "quiet", NULL, 0, &writes), "");
    log_set_level(LOG_DEBUG);
    CHECK(logged(LOG_DEBUG, "said", NULL, 0, &writes)[0] == '{');
}

int main(void)
{
    test_line();
    test_levels();
    return test_done();
}
