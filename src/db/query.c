#include "db/query.h"

#include <pthread.h>

#include "db/embedded.h"
#include "query_name.h"

static struct statement statements[N_QUERIES];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void hash_all(void)
{
    for (unsigned i = 0; i < N_QUERIES; i++)
        statements[i] = statement_of(embedded_queries[i].text, embedded_queries[i].n_params);
}

const struct statement *query(enum query query)
{
    pthread_once(&once, hash_all);
    return &statements[query];
}

const char *query_name(enum query query)
{
    return embedded_queries[query].name;
}

const char *query_name_of(uint64_t hash)
{
    pthread_once(&once, hash_all);
    for (unsigned i = QUERY_NONE + 1; i < N_QUERIES; i++)
        if (statements[i].hash == hash)
            return embedded_queries[i].name;
    return NULL;
}
