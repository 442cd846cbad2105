/* The normal form of names: two spellings of one name give one text.
 *
 * Latin letters lose their accents; letters of other scripts are kept as they are. */
#include <string.h>

#include "domain/candidacy.h"

/* The base letter of each code point, '.' where there is none (Unicode decompositions, and letters with a stroke). */
enum { LATIN_FIRST = 0x00C0, VIETNAMESE_FIRST = 0x1E00, MARK_FIRST = 0x0300, MARK_LAST = 0x036F };
static const char latin[] = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"       /* U+00C0 */
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"       /* U+0100 */
                            "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"       /* U+0140 */
                            "................................oo.............uu..............."       /* U+0180 */
                            ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa...."       /* U+01C0 */
                            "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............";      /* U+0200 */
static const char vietnamese[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"  /* U+1E00 */
                                 "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"  /* U+1E40 */
                                 "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"  /* U+1E80 */
                                 "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"; /* U+1EC0 */

static const struct {
    uint32_t code;
    const char *text;
} ligatures[] = {
    {0x00C6, "ae"}, {0x00E6, "ae"}, {0x0152, "oe"}, {0x0153, "oe"}, {0x00DF, "ss"},
    {0x00DE, "th"}, {0x00FE, "th"}, {0x0132, "ij"}, {0x0133, "ij"},
};

/* Spaces, hyphens and apostrophes: what people write one for another between two parts of a name. */
static const uint32_t separators[] = {
    ' ',    '\t',   '\n',   '-',    '\'',   '`',    0x00A0, 0x00AD, 0x00B4, 0x02B9, 0x02BC,
    0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x202F, 0x2212,
};

/* Reads one code point of valid UTF-8; returns its bytes. A text cut short gives the bytes that are left. */
static size_t read_code(const char *text, uint32_t *ret_code)
{
    unsigned char first = (unsigned char)text[0];
    size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    uint32_t code = length == 1 ? first : first & (0x7Fu >> length);

    for (size_t i = 1; i < length; i++) {
        if (text[i] == '\0') {
            *ret_code = code;
            return i;
        }
        code = code << 6 | ((unsigned char)text[i] & 0x3Fu);
    }
    *ret_code = code;
    return length;
}

static bool is_separator(uint32_t code)
{
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++)
        if (separators[i] == code)
            return true;
    return false;
}

/* The normal letters of a code point in `letters`; `source` (its `length` bytes) when it has none of its own. */
static size_t fold(uint32_t code, const char *source, size_t length, char letters[static 4])
{
    char letter = '.';

    for (size_t i = 0; i < sizeof ligatures / sizeof ligatures[0]; i++)
        if (ligatures[i].code == code) {
            memcpy(letters, ligatures[i].text, 2);
            return 2;
        }
    if (code >= 'A' && code <= 'Z')
        letter = (char)(code - 'A' + 'a');
    else if (code >= LATIN_FIRST && code < LATIN_FIRST + sizeof latin - 1)
        letter = latin[code - LATIN_FIRST];
    else if (code >= VIETNAMESE_FIRST && code < VIETNAMESE_FIRST + sizeof vietnamese - 1)
        letter = vietnamese[code - VIETNAMESE_FIRST];
    if (letter != '.') {
        letters[0] = letter;
        return 1;
    }
    memcpy(letters, source, length);
    return length;
}

void name_normal(const char *name, char *out, size_t capacity)
{
    size_t written = 0;
    bool apart = false;

    if (capacity == 0)
        return;
    while (*name) {
        char letters[4];
        uint32_t code;
        size_t length = read_code(name, &code), count;

        if (is_separator(code)) {
            apart = written > 0;
        } else if (code < MARK_FIRST || code > MARK_LAST) { /* a mark apart from its letter is an accent too */
            count = fold(code, name, length, letters);
            if (written + apart + count >= capacity)
                break;
            if (apart)
                out[written++] = ' ';
            memcpy(out + written, letters, count);
            written += count;
            apart = false;
        }
        name += length;
    }
    out[written] = '\0';
}
