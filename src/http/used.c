#include "used.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char held[USED_MAX][37];
static unsigned count;

void used_add(const char *key_id)
{
    pthread_mutex_lock(&lock);
    unsigned i = 0;
    while (i < count && strcmp(held[i], key_id) != 0)
        i++;
    /* A full set forgets: a key in use is met again within seconds. */
    if (i == count && count < USED_MAX) {
        strncpy(held[count], key_id, sizeof held[0] - 1);
        count++;
    }
    pthread_mutex_unlock(&lock);
}

unsigned used_take(char (*ids)[37], unsigned max)
{
    pthread_mutex_lock(&lock);
    unsigned taken = count < max ? count : max;
    count -= taken;
    if (taken > 0)
        memcpy(ids, held[count], taken * sizeof *ids);
    pthread_mutex_unlock(&lock);
    return taken;
}
