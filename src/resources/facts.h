/* Readings of facts and values that several rules share. */
#ifndef MAILLON_RESOURCES_FACTS_H
#define MAILLON_RESOURCES_FACTS_H

#include "api/write.h"
#include "domain/contract.h"
#include "domain/parameters.h"

/* The numbers of law in force on `on`, from an answer of QUERY_PARAMETERS. */
void parameters_read(const struct tx *tx, unsigned answer, day_t on, struct parameters *ret_parameters);

/* The numbers of law in force on `on`, from the n-th fact (QUERY_PARAMETERS). */
void facts_parameters(const struct write *write, unsigned fact, day_t on, struct parameters *ret_parameters);

/* Periods from the n-th fact, whose columns are id, starts_on, last_on, sorted by first day; the row of `skip_id` (or NULL)
 * is left out. The array is in the arena and has room for one period more. */
struct contract_period *facts_periods(struct call *call, const struct write *write, unsigned fact, const char *skip_id,
                                      unsigned *ret_count);

/* Contracts from the n-th fact, whose columns are those and then whether each is a renewal and of the path that is asked about;
 * those of it, or those of the others. */
struct contract_period *facts_contracts(struct call *call, const struct write *write, unsigned fact, const char *skip_id,
                                        bool of_path, unsigned *ret_count);

/* Puts a period in its place in a sorted array that has room for it. */
void periods_insert(struct contract_period *periods, unsigned *count, struct contract_period period);

/* A day as an SQL value in the arena; DAY_NONE is NULL. */
const char *day_text(struct call *call, day_t day);

/* Whether a boolean field, given or stored, is true. */
bool write_true(const struct write *write, int field);

/* A null given for a column that has a default stands for the default. */
void null_as(struct write *write, int field, const char *text);

/* A day of the move's body by name, DAY_NONE when not given. */
day_t move_day(const struct write *write, const char *name);

/* The words of a T_WORDS or T_CODES value, given ({a,b}) or stored (["a","b"]): a NULL-terminated array in the arena. */
const char *const *words_of(struct call *call, const char *text, unsigned *ret_count);

/* An array as an SQL value ("{}": the empty one) with one item more: an id, a day or a number, or NULL. In the arena. */
const char *array_with(struct call *call, const char *array, const char *item);

/* DAYS_OUT_OF_ORDER on `field` when `last` is before `first`; a missing day is not checked. */
void check_order(day_t first, day_t last, const char *field, struct findings *findings);

/* FIELD_REFERENCE on a field that newly names a member of the staff who is no active director or counsellor: the others do not
 * read what accompanying a person needs. The n-th fact is QUERY_STAFF_ACCOMPANIES of that field. */
void check_accompanies(const struct write *write, int field, unsigned fact, struct findings *findings);

/* PERSON_KNOWN on `field`, a warning, when the n-th fact (QUERY_PARTICIPANT_KNOWN) found somebody: two files of one person would
 * each have their own PASS, contracts and limits. */
void warn_known(const struct write *write, unsigned fact, const char *field, struct findings *findings);

/* A well-formed ROME code that the list does not have is a warning: the list is of one day. */
void warn_rome(const char *code, const char *field, struct findings *findings);

/* The state before the write as a word, NULL for a creation. */
const char *state_before(const struct write *write);

/* Refuses a change of a row whose state does not admit it: STATE_CONFLICT with the state and its moves. */
void refuse_state(const struct write *write, struct findings *findings);

#endif
