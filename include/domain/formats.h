/* Formats of the field: each function checks a text and writes its normal form (domain: SIRET, phone, e-mail, …).
 *
 * `in` is valid UTF-8, trimmed, not NUL-terminated; `out` receives a NUL-terminated normal form of less than `capacity`
 * bytes. They answer PROBLEM_NONE or the problem of the field. Pure functions. */
#ifndef MAILLON_DOMAIN_FORMATS_H
#define MAILLON_DOMAIN_FORMATS_H

#include <stddef.h>

#include "core/problem.h"

/* 14 digits, spaces and dots removed; Luhn on all 14 and on the first 9 (SIREN). La Poste (356000000…): a sum of digits
 * multiple of 5 is accepted too. Source: INSEE. */
enum problem format_siret(const char *in, size_t length, char *out, size_t capacity);

/* 5-character code of a France Travail agency (SAFIR), upper case. */
enum problem format_safir(const char *in, size_t length, char *out, size_t capacity);

/* French or international number to E.164: "03 11 45 22 04" → "+33311452204", "+33 5 03 37 05 68", "0033…". */
enum problem format_phone(const char *in, size_t length, char *out, size_t capacity);

/* local@domain, at most 254 characters, lower-case domain. */
enum problem format_email(const char *in, size_t length, char *out, size_t capacity);

enum problem format_postcode(const char *in, size_t length, char *out, size_t capacity); /* 5 digits */
enum problem format_naf(const char *in, size_t length, char *out, size_t capacity);      /* "88.99B", stored with the dot */
enum problem format_rome(const char *in, size_t length, char *out, size_t capacity);     /* [A-N]\d{4} */
/* 12 letters and digits of a PASS IAE, spaces removed, upper case. */
enum problem format_pass_number(const char *in, size_t length, char *out, size_t capacity);
/* Visible ASCII without space, kept as it is (candidate_reference, external_id). */
enum problem format_token(const char *in, size_t length, char *out, size_t capacity);

#endif
