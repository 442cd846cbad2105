/* What a role sees of a resource, worked out once at start: columns, their JSON keys, the statement that reads one row.
 *
 * Process-wide and constant after views_build(). */
#ifndef MAILLON_API_VIEW_H
#define MAILLON_API_VIEW_H

#include "api/call.h"
#include "db/statement.h"

enum { RESOURCE_FIELDS = 64, STATES_MAX = 16, KEY_USUAL = 32 };

struct column {
    const char *key; /* ",\"last_name\":", followed by spaces: KEY_USUAL bytes or more may be read */
    unsigned key_length;
    enum field_type type;
    unsigned field; /* index in resource->fields */
};

struct view {
    const struct resource *resource;
    enum role role;
    enum principal_kind kind;
    unsigned n_columns;
    struct column columns[RESOURCE_FIELDS];
    unsigned version_column;
    unsigned state_column;                         /* meaningful when the resource has a flow */
    uint64_t unversioned;                          /* bits of the columns that change without the version */
    const char *select_list;                       /* "t.id,t.version,…" */
    const char *owner_column;                      /* "structure_id", or NULL: no predicate for this kind */
    struct statement read;                         /* by id and owner */
    struct statement read_all;                     /* every field by id and owner, under `for update`: what a write starts from */
    struct statement read_imported, show_imported; /* the same columns by the field that imports find a row by */
    const char *from;                              /* the table, or what the resource selects from for this role */
    struct statement parent;       /* of a resource that stands under another: by the id of the URL, a row when that is there */
    uint64_t restricted;           /* bits of columns: shown to the staff, they make the read an entry of the access log */
    struct statement read_entered; /* as read, with that entry; for the staff, of resources with a subject */
    struct statement enter_write;  /* the entry of a write whose answer shows them: of the row's id, and what was done */
    struct {
        const char *json; /* ["review","refuse"] */
        unsigned length;
    } allowed[STATES_MAX];
    bool asks_may; /* a move of the role has .may: what is allowed depends on the row too */
};

void views_build(const struct api *api);

/* Never NULL for a role that some action of the resource admits. */
const struct view *view_of(const struct resource *resource, enum role role);
const struct view *view_of_child(const struct child *child, enum role role);

enum principal_kind kind_of_role(enum role role);

/* "staff" …: the word of a kind in the API, the journal and the log. */
const char *kind_word(enum principal_kind kind);

/* The id that a kind's ownership column is compared with. */
const char *owner_id(const struct call *call);

/* The SQL of a field when read over alias t: the column, or its constant expression; arrays as JSON. Appends. */
void field_select(struct buffer *sql, const struct field *field);

#endif
