/* The keys that served lately, for the job that writes it down: a set, emptied now and then. */
#ifndef MAILLON_HTTP_USED_H
#define MAILLON_HTTP_USED_H

enum { USED_MAX = 1024 };

void used_add(const char *key_id);

/* Moves at most `max` ids to `ids`; how many. */
unsigned used_take(char (*ids)[37], unsigned max);

#endif
