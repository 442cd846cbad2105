/* The log: one JSON object per line on standard error, each line written at once unless log_together() was called.
 *
 * Never personal data, tokens or bodies: callers pass identifiers, counts, codes and durations only. */
#ifndef MAILLON_CORE_LOG_H
#define MAILLON_CORE_LOG_H

#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Lines below `level` are not written. Called once at start. */
void log_set_level(enum log_level level);

/* While requests are served their lines are written together, a tenth of a second late at most: a write for each costs more
 * than making its answer. Warnings and errors are still written at once, after the lines that wait. A thread of ours writes;
 * log_at_once() ends it and writes what waits. */
void log_together(void);
void log_at_once(void);

struct log_field {
    const char *key;
    const char *text; /* NULL: write `number` */
    int64_t number;
};

/* {"at":"…Z","level":"info","event":EVENT,KEY:VALUE,…} */
void log_event(enum log_level level, const char *event, const struct log_field *fields, unsigned n_fields);

#define LOG_FIELDS(...)                                                                                                          \
    (const struct log_field[]){__VA_ARGS__}, sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field)
#define log_with(level, event, ...) log_event(level, event, LOG_FIELDS(__VA_ARGS__))
#define log_plain(level, event) log_event(level, event, (const struct log_field *)0, 0)

#endif
