/* A resource is a table, not code: fields, roles, states, references.
 *
 * From these descriptors come the SQL, the validation of bodies, the filters and sorts, the output, the ownership
 * predicate, OpenAPI and the comparison with the database. All are constant; resource_check_all() refuses an
 * inconsistent one at start. */
#ifndef MAILLON_API_RESOURCE_H
#define MAILLON_API_RESOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/flow.h"

enum field_type {
    T_UUID,
    T_TEXT,
    T_INT,
    T_BOOL,
    T_DATE,     /* legal day, "YYYY-MM-DD" */
    T_INSTANT,  /* RFC 3339, UTC */
    T_STATE,    /* the state of the resource's flow */
    T_WORD,     /* one of .words */
    T_WORDS,    /* array of distinct .words, kept as text[] */
    T_CODE,     /* code of the reference list .list */
    T_CODES,    /* array of distinct codes of .list, kept as text[] */
    T_TIME,     /* "HH:mm", inside lists only */
    T_LIST,     /* array of objects described by .of, kept as jsonb, replaced whole */
    T_STRINGS,  /* array of texts (.max characters each), kept as text[] */
    T_OBJECT,   /* of answers of endpoints: an object described by .of */
    T_SENTENCE, /* of answers: an event ("contracts sign") said in French and English, see event_write() */
};

enum field_flag {
    SERVER = BIT(0),    /* set by the service, never by a body; in an endpoint's answer: there, but it may be null */
    REQUIRED = BIT(1),  /* required when the role may set it */
    ONCE = BIT(2),      /* set at creation, then read only */
    FILTER = BIT(3),    /* ?name=a,b; days, instants and integers also name.gte= and name.lt= */
    SORT = BIT(4),      /* ?sort=name or -name; the column is NOT NULL */
    PERSONAL = BIT(5),  /* identifies or describes a person: exported to the person, never logged */
    LINES = BIT(6),     /* text that may hold newlines */
    OPEN_CODE = BIT(7), /* a well-formed code that the list does not have is a warning, not an error */
    SIGHTED = BIT(8),   /* given in answers only after a creation (an API key's secret): no column */
    RESTRICTED =
        BIT(9),     /* may tell of health, justice, child protection, means, or is of the accompaniment: director, counsellor,
                            its sender and its parties alone; what shows it to the staff is told in the person's access log */
    RARE = BIT(10), /* of some cases only, or instead of another field: left out of the examples of bodies */
    UNVERSIONED = BIT(11), /* changes without the row's version, with the day or with rows of other tables: no 304 for an item
                              that shows it */
    FILLED = BIT(12),      /* never null in an answer, though no body must give it: the service does */
};

/* Checks a text and writes its normal form to `out` (capacity bytes). PROBLEM_NONE when it is right. */
typedef enum problem (*field_format)(const char *in, size_t length, char *out, size_t capacity);

struct field {
    const char *name; /* JSON name = column name */
    enum field_type type;
    uint32_t flags;
    int64_t min, max;         /* characters of texts (max 0: 200), values of integers, items of arrays */
    field_format format;      /* of T_TEXT: normal form and check; NULL: any text without control characters */
    const char *const *words; /* of T_WORD and T_WORDS; NULL-terminated */
    const char *list;         /* of T_CODE and T_CODES */
    const char *refers;       /* of T_UUID: path of the resource it names */
    const struct field *of;   /* of T_LIST and T_OBJECT */
    unsigned n_of;
    uint32_t see;      /* roles that see it; 0: every role that reads the resource */
    uint32_t set;      /* roles whose body may carry it; 0: every role that creates, patches or moves; others have it as SERVER */
    const char *sql;   /* read-only constant expression over alias t, instead of the column */
    const char *match; /* how a filter compares, over alias t with the value in place of "$?" (an array of texts, but for
                          texts): for what is computed by .sql and must be found by an index; NULL: the value equals it */
    const char *about; /* what it is: a sentence in each language */
    const char *about_fr;
    const char *example; /* JSON text of a valid value; mandatory but for T_STATE and T_WORD, whose first word serves */
};

enum action { ACTION_LIST, ACTION_READ, ACTION_CREATE, ACTION_PATCH, N_ACTIONS };

/* Whose rows a principal reaches: the column compared with the principal's own id (its structure, prescriber or partner; the
 * convention of a signatory). NULL: every row that the policies show (a directory). */
enum principal_kind { KIND_STAFF, KIND_PRESCRIBER, KIND_PARTNER, KIND_OPERATOR, KIND_SIGNATORY, N_KINDS };

/* Rows of another resource shown inside with ?include=name. */
struct child {
    const char *name;     /* "contracts" */
    const char *resource; /* path of the child's resource */
    const char *column;   /* the child's column that holds the parent's id */
    bool one;             /* at most one row: an object or null instead of an array */
};

enum { BATCH_ITEMS = 100 };

/* The participant that rows are about: their events stand in the person's timeline, and what shows a RESTRICTED field of them
 * to the staff in the person's access log. */
struct subject {
    const char *column;         /* holds the participant's id; NULL, and no .sql: the rows are about no person */
    const char *sql;            /* instead of a column: the participant's id over alias t, null while there is none */
    const char *made, *made_fr; /* what a creation is, a sentence in each language; NULL: their events are in no timeline */
    const char *purpose;        /* why the staff reads such rows: a word of access_entry.purpose */
};

static inline bool subject_known(const struct subject *subject)
{
    return subject->column || subject->sql;
}

struct resource {
    const char *path;  /* "immersions": first segment of the URL */
    const char *table; /* "immersion" */
    const char *name;  /* "immersion": of operationIds and journal rows */
    const char *about;
    const char *about_fr;
    const struct field *fields; /* field 0 is always `id` */
    unsigned n_fields;
    uint32_t actions[N_ACTIONS]; /* roles of each action; 0: no such operation */
    const char *owned[N_KINDS];  /* see above; "-" : this kind reaches nothing */
    const struct flow *flow;
    int state;  /* field index of the state, 0 when there is no flow */
    int tenant; /* field index of structure_id when the resource shows one (set from the context for staff), else 0: the
                   column is written from the context without being shown */
    const struct fact *lock;  /* run first in every write: locks the row that other rules count under; {0}: none */
    int parent;               /* field index that a missing lock row is reported on, and ARG_PARENT */
    const struct fact *facts; /* of create and patch; ended by {0} */
    void (*rule)(struct call *call, struct write *write, struct findings *findings); /* of create and patch */
    bool (*effect)(struct call *call, struct write *write);                          /* of create and patch */
    const struct child *children;
    unsigned n_children;
    const char *search[2];        /* columns that ?q= begins, in search_form(): last name first, first name first; NULL: no q */
    const char *find;             /* instead of .search: the SQL set of ids that ?q= finds, its text in place of "$?" */
    unsigned batch_max;           /* items of one batch; 0: BATCH_ITEMS */
    int imported_by;              /* field index of the external_id by which a batch of creations finds the row that is there
                                     already: it is changed as the item says, or left as it is; 0: such an item is refused */
    const enum problem *problems; /* what the rule and constraints of create and patch may answer: PROBLEMS(…), or NULL */
    bool no_structure;            /* a global table without structure_id (prescribers, partners, parameters, structures) */
    struct subject subject;
    const char *under;         /* "participants": rows are listed under one of them only, GET /v1/{under}/{id}/{path}; or NULL */
    const char *parent_column; /* of a resource that stands under another: holds the id of the URL */
    bool logged;               /* of the same: reading the list is an entry of the access log */
    void (*from)(struct buffer *sql, enum role role); /* writes what a role's lists select from, instead of the table */
};

/* An operation that is not a row of a table: GET of something computed, or POST of a body. */
struct endpoint {
    const char *path; /* "outcomes", "me", "reference", "reference/{list}" */
    const char *operation_id;
    uint32_t roles;
    const struct field *params; /* query parameters */
    unsigned n_params;
    const struct field *body; /* of a POST; without it the endpoint is a GET */
    unsigned n_body;
    bool unbound;               /* for any right credential, also one of nobody or one whose membership is not chosen */
    const struct field *answer; /* fields of the answer object */
    unsigned n_answer;
    bool (*handle)(struct call *call, const char *item); /* fills the response; item: the {…} segment or NULL */
    const char *about;
    const char *about_fr;
    const enum problem *problems;
    const char *answer_schema; /* JSON schema text when fields cannot say it (nested objects), else NULL */
};

/* What the application serves: given by app, never included by api. */
struct api {
    const struct resource *const *resources; /* NULL-terminated */
    const struct endpoint *endpoints;
    unsigned n_endpoints;
};

/* Sets the process-wide api once, before threads, after checking every descriptor; aborts with a sentence on a fault. */
void api_set(const struct api *api);
const struct api *api_get(void);

const struct resource *resource_by_path(const char *path, size_t length);

/* Index of a field, or -1. */
int field_index(const struct field *fields, unsigned n_fields, const char *name, size_t length);

bool field_seen(const struct field *field, enum role role);

/* Whether a role's body may carry a field on creation or in a patch; of a move or an endpoint when `resource` is NULL. */
bool field_settable(const struct resource *resource, const struct field *field, enum role role, enum action action);

/* NULL, or a sentence about the first fault of the descriptors. */
const char *resource_check_all(const struct api *api);

#endif
