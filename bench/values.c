/* Loaded into pgbench before libpq: gives its statements values that its own language cannot make.
 *
 * pgbench knows numbers only, and sends each as text. Some of them stand here for something else, so that the statements stay
 * letter for letter the service's, with a row drawn anew for each transaction:
 *   9000000000000000000 + n   line n of the file that BENCH_VALUES names
 *   8000000000000000000 + n   an identifier made from n, new when n is
 *   @null, @empty             what -D cannot say */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct pg_conn PGconn;
typedef int (*send_function)(PGconn *, const char *, int, const char *const *, const int *, const int *, int);

enum { PARAMS_MAX = 256, LINES_MAX = 100000, LINE_MAX_BYTES = 256, ID_TEXT = 37 };

#define LINE_ZERO 9000000000000000000LL
#define ID_ZERO 8000000000000000000LL

static pthread_once_t once = PTHREAD_ONCE_INIT;
static send_function send_prepared;
static char *lines[LINES_MAX];
static long long n_lines;

static void fail(const char *what)
{
    fprintf(stderr, "values: %s\n", what);
    exit(1);
}

static void load(void)
{
    send_prepared = (send_function)dlsym(RTLD_NEXT, "PQsendQueryPrepared");
    const char *path = getenv("BENCH_VALUES");
    FILE *file = path ? fopen(path, "r") : NULL;
    char line[LINE_MAX_BYTES];
    if (!send_prepared || !file)
        fail("no PQsendQueryPrepared, or no file in BENCH_VALUES");
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (n_lines == LINES_MAX || !(lines[n_lines++] = strdup(line)))
            fail("too many lines");
    }
    fclose(file);
}

static const char *value_of(const char *given, char id[static ID_TEXT])
{
    if (!given)
        return NULL;
    if (given[0] == '@')
        return strcmp(given, "@null") == 0 ? NULL : "";
    if (strlen(given) != 19 || (given[0] != '8' && given[0] != '9'))
        return given;
    long long number = strtoll(given, NULL, 10);
    if (number < LINE_ZERO) {
        snprintf(id, ID_TEXT, "01a00000-0000-7000-8000-%012lld", number - ID_ZERO);
        return id;
    }
    if (number - LINE_ZERO >= n_lines)
        fail("a line that the file has not");
    return lines[number - LINE_ZERO];
}

int PQsendQueryPrepared(PGconn *pg, const char *name, int n_params, const char *const *values, const int *lengths,
                        const int *formats, int result_format)
{
    const char *changed[PARAMS_MAX];
    char ids[PARAMS_MAX][ID_TEXT];
    pthread_once(&once, load);
    if (n_params > PARAMS_MAX)
        fail("too many values");
    for (int i = 0; i < n_params; i++)
        changed[i] = value_of(values[i], ids[i]);
    return send_prepared(pg, name, n_params, changed, lengths, formats, result_format);
}
