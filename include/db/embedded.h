/* The files of sql/ as text, written at build by tools/embed.py. Read by src/db only; others ask db/query.h and
 * db/reference.h. */
#ifndef MAILLON_DB_EMBEDDED_H
#define MAILLON_DB_EMBEDDED_H

struct embedded_query {
    const char *name;  /* file's name without its extension */
    const char *text;  /* without comments */
    unsigned n_params; /* the highest `$n`; every lower one is there too */
};

/* By enum query; the place of QUERY_NONE is empty. */
extern const struct embedded_query embedded_queries[];

struct embedded_migration {
    const char *name;   /* "0001_base" */
    const char *text;   /* the file as it is */
    const char *sha256; /* of the file, lower-case hexadecimal */
};

/* In order of their numbers, which have no gap. Ended by a NULL name. */
extern const struct embedded_migration embedded_migrations[];

struct embedded_reference {
    const char *name; /* "exit_reasons" */
    const char *text; /* the csv as it is */
};

/* In order of their names. Ended by a NULL name. */
extern const struct embedded_reference embedded_references[];

#endif
