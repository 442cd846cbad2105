/* Every way a request can be refused, in one list (src/core/problem.def), in French and English.
 *
 * A problem is named by its enumerator inside and by its slug outside; the slug is never translated. The details carry
 * `{0}` … `{3}` places filled with typed values, so that a day reads 09/04/2026 in French and 2026-04-09 in English. */
#ifndef MAILLON_CORE_PROBLEM_H
#define MAILLON_CORE_PROBLEM_H

#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/date.h"

enum language { FRENCH, ENGLISH, N_LANGUAGES };

enum problem {
    PROBLEM_NONE,
#define PROBLEM(NAME, slug, status, title_fr, title_en, detail_fr, detail_en, source, reached) NAME,
#include "core/problem.def"
#undef PROBLEM
    N_PROBLEMS
};

struct problem_text {
    const char *slug;
    int status;
    const char *title[N_LANGUAGES];
    const char *detail[N_LANGUAGES];
    const char *source;  /* article, RFC or page of the rule; "" when it is ours */
    const char *reached; /* what a client did to meet it */
};

/* The texts of a problem; PROBLEM_NONE is not one. */
const struct problem_text *problem_text(enum problem problem);

/* A value shown in a detail. Text is borrowed and must outlive the value. */
enum value_kind { VALUE_NONE, VALUE_INT, VALUE_DAY, VALUE_MINUTES, VALUE_CHARACTERS, VALUE_ITEMS, VALUE_TEXT };

struct problem_value {
    enum value_kind kind;
    int64_t number; /* VALUE_INT, VALUE_DAY (day_t), VALUE_MINUTES (duration, shown "35 h 30"), VALUE_CHARACTERS, VALUE_ITEMS */
    const char *text;
    const char *text_fr; /* where French says it otherwise; constant */
};

enum { PROBLEM_VALUES = 4 };

/* Appends a sentence, its places {0} … {3} filled, as plain text (not escaped). */
void sentence_write(struct buffer *out, const char *sentence, enum language language,
                    const struct problem_value values[static PROBLEM_VALUES]);

/* Appends the detail of `problem` to `out` as plain text (not escaped). */
void problem_write_detail(struct buffer *out, enum problem problem, enum language language,
                          const struct problem_value values[static PROBLEM_VALUES]);

#endif
