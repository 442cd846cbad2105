#include "api/cell.h"

#include <string.h>

#include "core/text.h"
#include "db/wire.h"

const enum cell_form cell_forms[] = {
    [T_UUID] = CELL_PRINTED, [T_INT] = CELL_PRINTED,  [T_BOOL] = CELL_PRINTED, [T_DATE] = CELL_PRINTED,
    [T_STATE] = CELL_WORD,   [T_WORD] = CELL_WORD,    [T_TIME] = CELL_WORD,    [T_INSTANT] = CELL_PRINTED,
    [T_TEXT] = CELL_FREE,    [T_CODE] = CELL_FREE,    [T_WORDS] = CELL_JSON,   [T_CODES] = CELL_JSON,
    [T_LIST] = CELL_JSON,    [T_STRINGS] = CELL_JSON, [T_OBJECT] = CELL_JSON,  [T_SENTENCE] = CELL_SENTENCE,
};

size_t cell_print(char text[static CELL_BYTES], enum field_type type, const char *bytes, size_t length)
{
    switch (type) {
    case T_UUID:
        uuid_format((const uint8_t *)bytes, text);
        return UUID_TEXT - 1;
    case T_DATE:
        day_format(wire_day(bytes), text);
        return DAY_TEXT - 1;
    case T_INSTANT:
        return instant_format(wire_instant_us(bytes), text);
    case T_INT:
        return text_of_int(wire_int(bytes, length), text);
    default: /* T_BOOL */
        memcpy(text, wire_bool(bytes) ? "true\0" : "false", sizeof "false");
        return strlen(text);
    }
}

const char *cell_text(struct arena *arena, enum field_type type, const char *bytes, size_t length)
{
    char printed[CELL_BYTES];
    if (!bytes)
        return NULL;
    if (cell_forms[type] == CELL_PRINTED) {
        length = cell_print(printed, type, bytes, length);
        bytes = printed;
    } else if (cell_forms[type] == CELL_JSON) {
        bytes = wire_json(bytes, length, &length);
    }
    return arena_strndup(arena, bytes, length);
}
