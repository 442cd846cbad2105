/* Formats of the field, names and days: the first byte chooses. What is read once is read the same way again. */
#include "core/text.h"
#include "core/date.h"
#include "core/uuid.h"
#include "domain/candidacy.h"
#include "domain/formats.h"
#include "fuzz.h"

enum { FORM_MAX = 512 };

typedef enum problem (*format)(const char *in, size_t length, char *out, size_t capacity);

/* Valid UTF-8, trimmed, is what formats are given. */
static void try_format(format read, char *text, size_t length)
{
    char once[FORM_MAX], twice[FORM_MAX];
    length = text_trim(text, length);
    if (!text_is_utf8(text, length) || read(text, length, once, sizeof once) != PROBLEM_NONE)
        return;
    PROMISE(text_is_utf8(once, strlen(once)));
    PROMISE(read(once, strlen(once), twice, sizeof twice) == PROBLEM_NONE && strcmp(once, twice) == 0);
    PROMISE(read(text, length, twice, strlen(once)) != PROBLEM_NONE); /* one byte too few */
}

static void try_formats(char *text, size_t length)
{
    static const format formats[] = {format_siret,    format_safir, format_phone, format_email,
                                     format_postcode, format_naf,   format_rome,  format_token};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        try_format(formats[i], text, length);
}

static void try_name(char *text, size_t length)
{
    char once[FORM_MAX], twice[FORM_MAX];
    if (!text_is_utf8(text, length))
        return;
    name_normal(text, once, sizeof once);
    PROMISE(text_is_utf8(once, strlen(once)));
    name_normal(once, twice, sizeof twice);
    PROMISE(strcmp(once, twice) == 0);
}

static void try_day(char *text, size_t length)
{
    char again[DAY_TEXT];
    day_t day;
    int minutes;
    if (day_parse(text, length, &day))
        PROMISE(memcmp(day_format(day, again), text, length) == 0);
    if (minutes_parse(text, length, &minutes))
        PROMISE(minutes >= 0 && minutes <= 24 * 60);
    if (uuid_valid(text, length))
        PROMISE(strspn(text, "0123456789abcdef-") == length);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const tries[])(char *text, size_t length) = {try_formats, try_name, try_day};
    if (size == 0)
        return 0;
    char *text = fuzz_text(data + 1, size - 1);
    tries[data[0] % (sizeof tries / sizeof *tries)](text, size - 1);
    free(text);
    return 0;
}
