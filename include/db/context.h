/* Who a transaction acts for: the settings that every row-level policy reads.
 *
 * One prepared statement sets every setting at the start of every transaction, empty when unused, so that nothing of the
 * former request can remain. It also answers today, the legal day in Europe/Paris. */
#ifndef MAILLON_DB_CONTEXT_H
#define MAILLON_DB_CONTEXT_H

#include "core/date.h"

/* PostgreSQL roles a transaction may take. */
enum db_role { DB_STAFF, DB_PRESCRIBER, DB_PARTNER, DB_OPERATOR, DB_SIGNATORY, DB_JOB, N_DB_ROLES };

const char *db_role_name(enum db_role role); /* "maillon_staff" … */

struct context {
    enum db_role role;
    const char *structure_id; /* uuid text, or NULL; borrowed, as all below */
    const char *prescriber_id;
    const char *partner_id;
    const char *actor_id;   /* the staff member, prescriber, partner or link that acts */
    const char *staff_role; /* "director" … or NULL */
    const char *request_id;
    const char *today; /* "YYYY-MM-DD" to live another day (development only), or NULL: the database's day in Europe/Paris */
};

#endif
