/* One scalar value from outside: checked by the type of its field, brought to the form PostgreSQL reads. */
#include <stdlib.h>
#include <string.h>

#include "api/body.h"
#include "core/text.h"
#include "core/uuid.h"
#include "db/reference.h"

enum { TEXT_DEFAULT_MAX = 200, FORMAT_MAX = 512 };

/* A form may end its lines with CR LF: kept as LF, in place. Returns the new length. */
static size_t one_newline(char *text, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] != '\r' || i + 1 == length || text[i + 1] != '\n')
            text[kept++] = text[i];
    text[kept] = '\0';
    return kept;
}

static enum problem from_text(struct arena *arena, const struct field *field, const char *text, size_t length, const char **ret,
                              struct problem_value *values)
{
    char *copy = arena_strndup(arena, text, length);
    size_t trimmed = text_trim(copy, field->flags & LINES ? one_newline(copy, length) : length);
    int64_t max = field->max ? field->max : TEXT_DEFAULT_MAX;
    copy[trimmed] = '\0';
    if (text_has_control(copy, trimmed, field->flags & LINES))
        return FIELD_CONTROL;
    size_t characters = text_characters(copy, trimmed);
    int64_t min = field->min ? field->min : 1;
    if ((int64_t)characters < min) {
        values[0] = (struct problem_value){.kind = VALUE_CHARACTERS, .number = min};
        return FIELD_TOO_SHORT;
    }
    if ((int64_t)characters > max) {
        values[0] = (struct problem_value){.kind = VALUE_CHARACTERS, .number = max};
        return FIELD_TOO_LONG;
    }
    *ret = copy;
    if (!field->format)
        return PROBLEM_NONE;
    char normal[FORMAT_MAX];
    enum problem problem = field->format(copy, trimmed, normal, sizeof normal);
    if (problem == PROBLEM_NONE)
        *ret = arena_strdup(arena, normal);
    else
        values[0] = (struct problem_value){.kind = VALUE_TEXT, .text = field->about, .text_fr = field->about_fr};
    return problem;
}

static enum problem from_code(struct arena *arena, const struct field *field, const char *text, size_t length, const char **ret,
                              struct problem_value *values)
{
    const struct reference_list *list = reference_list(field->list);
    if (reference_row(list, text, length) < 0 && !(field->flags & OPEN_CODE)) {
        values[0] = (struct problem_value){.kind = VALUE_TEXT, .text = field->list};
        return FIELD_CODE;
    }
    if (field->format) /* an open code has at least its shape */
        return from_text(arena, field, text, length, ret, values);
    *ret = arena_strndup(arena, text, length);
    return PROBLEM_NONE;
}

static enum problem from_word(struct arena *arena, const struct field *field, const char *text, size_t length, const char **ret,
                              struct problem_value *values)
{
    struct buffer words = {0};
    for (unsigned i = 0; field->words[i]; i++) {
        if (strlen(field->words[i]) == length && memcmp(field->words[i], text, length) == 0) {
            *ret = field->words[i];
            buffer_done(&words);
            return PROBLEM_NONE;
        }
        buffer_printf(&words, "%s%s", i ? ", " : "", field->words[i]);
    }
    values[0] = (struct problem_value){.kind = VALUE_TEXT, .text = arena_strndup(arena, words.data, words.length)};
    buffer_done(&words);
    return FIELD_WORD;
}

/* YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM), RFC 3339 §5.6; PostgreSQL reads the same text. */
static bool instant_ok(const char *text, size_t length)
{
    static const char shape[] = "0000-00-00T00:00:00";
    day_t day;
    if (length < 20 || length > 35 || !day_parse(text, 10, &day))
        return false;
    for (size_t i = 10; i < sizeof shape - 1; i++)
        if (shape[i] == '0' ? (text[i] < '0' || text[i] > '9') : text[i] != shape[i])
            return false;
    size_t at = sizeof shape - 1;
    int minutes;
    if (!minutes_parse(text + 11, 5, &minutes) || minutes >= 24 * 60 || text[17] > '5')
        return false;
    if (text[at] == '.') {
        size_t digits = strspn(text + at + 1, "0123456789");
        if (digits == 0 || digits > 9)
            return false;
        at += 1 + digits;
    }
    if (at == length - 1)
        return text[at] == 'Z';
    return at == length - 6 && (text[at] == '+' || text[at] == '-') && minutes_parse(text + at + 1, 5, &minutes) &&
           minutes <= 14 * 60;
}

static enum problem from_int(struct arena *arena, const struct field *field, const char *text, size_t length, const char **ret,
                             struct problem_value *values)
{
    size_t digits = length && text[0] == '-' ? 1 : 0;
    if (length == digits || length > 18 || strspn(text + digits, "0123456789") < length - digits) {
        values[0] = (struct problem_value){.kind = VALUE_TEXT, .text = "integer", .text_fr = "un nombre entier"};
        return FIELD_FORMAT;
    }
    const char *copy = arena_strndup(arena, text, length);
    int64_t number = strtoll(copy, NULL, 10);
    int64_t max = field->max ? field->max : INT32_MAX;
    if (number < field->min || number > max) {
        values[0] = (struct problem_value){.kind = VALUE_INT, .number = field->min};
        values[1] = (struct problem_value){.kind = VALUE_INT, .number = max};
        return FIELD_RANGE;
    }
    *ret = copy;
    return PROBLEM_NONE;
}

static enum problem shaped(struct arena *arena, bool right, enum problem problem, const char *expected, const char *text,
                           size_t length, const char **ret, struct problem_value *values)
{
    values[0] = (struct problem_value){.kind = VALUE_TEXT, .text = expected};
    if (!right)
        return problem;
    *ret = arena_strndup(arena, text, length);
    return PROBLEM_NONE;
}

enum problem value_from_text(struct arena *arena, const struct field *field, const char *text, size_t length,
                             const char **ret_text, struct problem_value values[static PROBLEM_VALUES])
{
    day_t day;
    int minutes;
    if (memchr(text, '\0', length))
        return FIELD_CONTROL;
    switch (field->type) {
    case T_UUID:
        return shaped(arena, uuid_valid(text, length), FIELD_FORMAT, "UUID", text, length, ret_text, values);
    case T_DATE:
        return shaped(arena, day_parse(text, length, &day), FIELD_DATE, "", text, length, ret_text, values);
    case T_INSTANT:
        return shaped(arena, instant_ok(text, length), FIELD_INSTANT, "", text, length, ret_text, values);
    case T_TIME:
        return shaped(arena, minutes_parse(text, length, &minutes), FIELD_FORMAT, "HH:mm", text, length, ret_text, values);
    case T_INT:
        return from_int(arena, field, text, length, ret_text, values);
    case T_BOOL:
        return shaped(arena, (length == 4 && memcmp(text, "true", 4) == 0) || (length == 5 && memcmp(text, "false", 5) == 0),
                      FIELD_FORMAT, "true, false", text, length, ret_text, values);
    case T_WORD:
    case T_WORDS:
        return from_word(arena, field, text, length, ret_text, values);
    case T_CODE:
    case T_CODES:
        return from_code(arena, field, text, length, ret_text, values);
    default:
        return from_text(arena, field, text, length, ret_text, values);
    }
}
