/* Cells of CSV as spreadsheets of French desks open them: `;` between cells, RFC 4180 quoting, nothing that runs. */
#ifndef MAILLON_API_CSV_H
#define MAILLON_API_CSV_H

#include <stddef.h>

#include "api/resource.h"
#include "core/buffer.h"

/* By it a spreadsheet knows that the file is UTF-8. */
#define CSV_MARK "\xEF\xBB\xBF"
#define CSV_LINE_END "\r\n"
enum { CSV_SEPARATOR = ';' };

/* One text, always quoted: what is quoted is text, what is not is a number, a day or a word of ours, and a spreadsheet that
 * is told so ("format quoted field as text") keeps the first zeros of a SIRET. A leading ' when it would be run as a formula. */
void csv_text(struct buffer *out, const char *text, size_t length);

/* A value as PostgreSQL gives it in binary form; NULL is an empty cell. Arrays are joined by commas, lists are their JSON. */
void csv_value(struct buffer *out, enum field_type type, const char *bytes, size_t length);

#endif
