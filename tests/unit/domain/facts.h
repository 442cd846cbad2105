/* What the tables of rules share: days and periods written as text, the numbers of sql/reference/parameters.csv, and the
 * findings of a rule as one line of text, so that a row states exactly what it expects. */
#ifndef MAILLON_TEST_FACTS_H
#define MAILLON_TEST_FACTS_H

#include <stdlib.h>

#include "core/findings.h"
#include "domain/contract.h"
#include "domain/parameters.h"
#include "test.h"

enum { VERSIONS_MAX = 64, PERIODS_MAX = 40 };

/* "2026-03-10"; NULL and "" are no day. A day that does not exist stops the program: the table is wrong. */
static inline day_t day(const char *text)
{
    day_t on;
    if (!text || !*text)
        return DAY_NONE;
    if (!day_parse(text, strlen(text), &on)) {
        fprintf(stderr, "no such day: %s\n", text);
        exit(2);
    }
    return on;
}

struct periods {
    struct contract_period items[PERIODS_MAX];
    unsigned count;
};

/* "2026-01-01/2026-04-30 +2026-05-01/2026-08-31": `+` marks a renewal. */
static inline struct periods periods(const char *text)
{
    struct periods periods = {.count = 0};
    char first[DAY_TEXT], last[DAY_TEXT];
    int used;
    for (; text && *text; text += used) {
        bool renewal = text[strspn(text, " ")] == '+';
        if (sscanf(text, renewal ? " +%10[0-9-]/%10[0-9-]%n" : " %10[0-9-]/%10[0-9-]%n", first, last, &used) != 2) {
            fprintf(stderr, "no periods: %s\n", text);
            exit(2);
        }
        periods.items[periods.count++] = (struct contract_period){day(first), day(last), renewal};
    }
    return periods;
}

static inline unsigned versions_read(struct parameter_version versions[static VERSIONS_MAX])
{
    FILE *file = fopen(PARAMETERS_CSV, "r");
    char line[512];
    unsigned count = 0;
    if (!file || !fgets(line, sizeof line, file)) {
        fprintf(stderr, "cannot read %s\n", PARAMETERS_CSV);
        exit(2);
    }
    while (fgets(line, sizeof line, file) && count < VERSIONS_MAX) {
        char *rest = line, *key = strsep(&rest, ";"), *value = strsep(&rest, ";");
        struct parameter_version *version = &versions[count++];
        strsep(&rest, ";");
        if (!parameter_from_key(key, &version->key)) {
            fprintf(stderr, "unknown parameter: %s\n", key);
            exit(2);
        }
        version->value = atoll(value);
        version->valid_from = day(strsep(&rest, ";"));
        version->valid_to = day(strsep(&rest, ";"));
    }
    fclose(file);
    return count;
}

/* The numbers in force on a day, from the file that installations are seeded with. */
static inline struct parameters numbers_on(day_t on)
{
    struct parameter_version versions[VERSIONS_MAX];
    unsigned count = versions_read(versions);
    struct parameters parameters;
    parameters_on(versions, count, on, &parameters);
    return parameters;
}

static inline void add_value(char *line, size_t capacity, const struct problem_value *value)
{
    size_t length = strlen(line);
    char text[DAY_TEXT];
    switch (value->kind) {
    case VALUE_NONE:
        return;
    case VALUE_INT:
        snprintf(line + length, capacity - length, " %lld", (long long)value->number);
        return;
    case VALUE_DAY:
        snprintf(line + length, capacity - length, " %s", day_format((day_t)value->number, text));
        return;
    case VALUE_CHARACTERS:
    case VALUE_ITEMS:
        snprintf(line + length, capacity - length, " %lld", (long long)value->number);
        return;
    case VALUE_MINUTES:
        snprintf(line + length, capacity - length, " %lldmin", (long long)value->number);
        return;
    case VALUE_TEXT:
        snprintf(line + length, capacity - length, " %s", value->text);
        return;
    }
}

/* Every place of the texts has its value and every value its place, in both languages. */
static inline void check_texts(const struct finding *finding)
{
    for (int language = FRENCH; language < N_LANGUAGES; language++) {
        const char *detail = problem_text(finding->problem)->detail[language];
        for (unsigned place = 0; place < PROBLEM_VALUES; place++) {
            char mark[] = {'{', (char)('0' + place), '}', '\0'};
            test_check((strstr(detail, mark) != NULL) == (finding->values[place].kind != VALUE_NONE), __FILE__, __LINE__,
                       "%s: place %u of \"%s\" and its value", problem_text(finding->problem)->slug, place, detail);
        }
    }
}

/* "slug@field values, ~slug@field values": `~` marks a warning, `-` no field. Valid until the next call. */
static inline const char *found(const struct findings *findings)
{
    static char line[4096];
    line[0] = '\0';
    for (unsigned i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        size_t length = strlen(line);
        const char *mark = finding->severity == SEVERITY_WARNING ? "~" : "", *field = finding->field ? finding->field : "-";
        const char *slug = problem_text(finding->problem)->slug;
        snprintf(line + length, sizeof line - length, "%s%s%s@%s", i ? ", " : "", mark, slug, field);
        for (unsigned place = 0; place < PROBLEM_VALUES; place++)
            add_value(line, sizeof line, &finding->values[place]);
        check_texts(finding);
    }
    return line;
}

#endif
