/* API keys: `mln_`, 43 base-62 characters of secret, 6 of checksum (CRC-32 of all before), stored as SHA-256 only. */
#ifndef MAILLON_API_KEY_H
#define MAILLON_API_KEY_H

#include <stdbool.h>
#include <stddef.h>

enum { API_KEY_TEXT = 4 + 43 + 6 + 1, API_KEY_HASH_HEX = 65, API_KEY_PREFIX = 13 };

/* A new key from gnutls_rnd. */
void api_key_generate(char key[static API_KEY_TEXT]);

/* Shape, length and checksum, without any look-up. */
bool api_key_well_formed(const char *key, size_t length);

/* SHA-256 of a key, lower-case hexadecimal; and the first 12 characters, shown in lists. */
void api_key_hash(const char *key, char hex[static API_KEY_HASH_HEX]);
void api_key_prefix(const char *key, char prefix[static API_KEY_PREFIX]);

/* Codes that a person types: 25 characters in groups of five, and the SHA-256 of one however it is written. False: it cannot
 * be one. */
enum { CODE_TEXT = 25 + 4 + 1 };
void code_generate(char code[static CODE_TEXT]);
bool code_hash(const char *code, char hex[static API_KEY_HASH_HEX]);

#endif
