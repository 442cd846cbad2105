/* A value of a row that is shown, from PostgreSQL's binary form (db/wire.h) to what clients read. */
#ifndef MAILLON_API_CELL_H
#define MAILLON_API_CELL_H

#include "api/resource.h"
#include "core/arena.h"
#include "core/uuid.h"

enum cell_form {
    CELL_PRINTED,  /* identifiers, days, instants, numbers, booleans: printed by cell_print() */
    CELL_JSON,     /* arrays and objects: JSON behind wire_json() */
    CELL_WORD,     /* words of ours: nothing in them needs an escape */
    CELL_FREE,     /* any text */
    CELL_SENTENCE, /* an event, said by event_write() */
};
extern const enum cell_form cell_forms[]; /* by type of field */

enum { CELL_BYTES = UUID_TEXT }; /* of what cell_print() writes, its NUL included: nothing is longer */

/* Writes the text of a CELL_PRINTED value that is not null; returns its length. */
size_t cell_print(char text[static CELL_BYTES], enum field_type type, const char *bytes, size_t length);

/* The text of any value, NUL-terminated, in the arena; of arrays and objects their JSON; NULL for a null. */
const char *cell_text(struct arena *arena, enum field_type type, const char *bytes, size_t length);

#endif
