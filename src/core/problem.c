#include "core/problem.h"

#include <string.h>

static const struct problem_text texts[N_PROBLEMS] = {
    [PROBLEM_NONE] = {"none", 500, {"", ""}, {"", ""}, "", ""},
#define PROBLEM(NAME, slug_, status_, title_fr, title_en, detail_fr, detail_en, source_, reached_)                               \
    [NAME] = {slug_, status_, {title_fr, title_en}, {detail_fr, detail_en}, source_, reached_},
#include "core/problem.def"
#undef PROBLEM
};

const struct problem_text *problem_text(enum problem problem)
{
    return &texts[problem];
}

static void write_day(struct buffer *out, day_t day, enum language language)
{
    char text[DAY_TEXT];
    day_format(day, text);
    if (language == ENGLISH || day == DAY_NONE) {
        buffer_add_text(out, text);
        return;
    }
    buffer_printf(out, "%.2s/%.2s/%.4s", text + 8, text + 5, text);
}

static void write_minutes(struct buffer *out, int64_t minutes, enum language language)
{
    buffer_add_int(out, minutes / 60);
    buffer_add_text(out, " h");
    if (minutes % 60)
        buffer_printf(out, language == ENGLISH ? " %02d min" : " %02d", (int)(minutes % 60));
}

/* "1 caractère", "3 caractères": what a text or a list is counted in. */
static void write_count(struct buffer *out, const struct problem_value *value, enum language language)
{
    static const char *const units[2][N_LANGUAGES] = {{" caractère", " character"}, {" élément", " item"}};
    buffer_add_int(out, value->number);
    buffer_add_text(out, units[value->kind == VALUE_ITEMS][language]);
    if (value->number > 1 || (value->number == 0 && language == ENGLISH))
        buffer_add_char(out, 's');
}

static void write_value(struct buffer *out, const struct problem_value *value, enum language language)
{
    switch (value->kind) {
    case VALUE_NONE:
        buffer_add_text(out, "?");
        break;
    case VALUE_INT:
        buffer_add_int(out, value->number);
        break;
    case VALUE_DAY:
        write_day(out, (day_t)value->number, language);
        break;
    case VALUE_MINUTES:
        write_minutes(out, value->number, language);
        break;
    case VALUE_CHARACTERS:
    case VALUE_ITEMS:
        write_count(out, value, language);
        break;
    case VALUE_TEXT:
        if (language == FRENCH && value->text_fr)
            buffer_add_text(out, value->text_fr);
        else
            buffer_add_text(out, value->text ? value->text : "");
        break;
    }
}

void sentence_write(struct buffer *out, const char *sentence, enum language language,
                    const struct problem_value values[static PROBLEM_VALUES])
{
    const char *at = sentence, *place;
    while ((place = strchr(at, '{'))) {
        buffer_add(out, at, (size_t)(place - at));
        write_value(out, &values[place[1] - '0'], language);
        at = place + 3;
        if (*at == '.' && out->length && out->data[out->length - 1] == '.') /* the value is a sentence, and ends the detail */
            at++;
    }
    buffer_add_text(out, at);
}

void problem_write_detail(struct buffer *out, enum problem problem, enum language language,
                          const struct problem_value values[static PROBLEM_VALUES])
{
    sentence_write(out, texts[problem].detail[language], language, values);
}
