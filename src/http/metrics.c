#include "metrics.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/tx.h"

enum { OPERATIONS_MAX = 512, CLASSES = 6 };

/* Upper bounds in microseconds; the last bucket is +Inf. */
static const uint64_t bounds_us[] = {500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 3000000};
enum { BOUNDS = sizeof bounds_us / sizeof *bounds_us, BUCKETS = BOUNDS + 1 };

struct operation {
    _Atomic(const char *) name;
    atomic_uint_fast64_t by_class[CLASSES];
    atomic_uint_fast64_t buckets[BUCKETS];
    atomic_uint_fast64_t sum_us;
};

/* Open addressing: a name is added once under the lock and never leaves, so that reading needs no lock. */
static struct operation operations[OPERATIONS_MAX];
static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER;
static atomic_uint in_flight;
static atomic_uint_fast64_t export_rows, export_bytes;

static struct operation *find(const char *name)
{
    size_t start = (size_t)text_hash(0, name, strlen(name)) % OPERATIONS_MAX;
    for (size_t i = 0; i < OPERATIONS_MAX; i++) {
        struct operation *operation = &operations[(start + i) % OPERATIONS_MAX];
        const char *held = atomic_load_explicit(&operation->name, memory_order_acquire);
        if (!held) {
            pthread_mutex_lock(&adding);
            held = atomic_load_explicit(&operation->name, memory_order_acquire);
            if (!held) {
                held = strdup(name);
                if (!held)
                    abort();
                atomic_store_explicit(&operation->name, held, memory_order_release);
            }
            pthread_mutex_unlock(&adding);
        }
        if (strcmp(held, name) == 0)
            return operation;
    }
    return &operations[start]; /* more operations than places: counted together rather than lost */
}

void metrics_count(const char *operation, int status, uint64_t duration_us)
{
    struct operation *counts = find(operation);
    int class = status / 100;
    atomic_fetch_add_explicit(&counts->by_class[class >= 1 && class < CLASSES ? class : 5], 1, memory_order_relaxed);
    unsigned bucket = 0;
    while (bucket < BOUNDS && duration_us > bounds_us[bucket])
        bucket++;
    atomic_fetch_add_explicit(&counts->buckets[bucket], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&counts->sum_us, duration_us, memory_order_relaxed);
}

void metrics_count_export(uint64_t rows, uint64_t bytes)
{
    atomic_fetch_add_explicit(&export_rows, rows, memory_order_relaxed);
    atomic_fetch_add_explicit(&export_bytes, bytes, memory_order_relaxed);
}

void metrics_begin(void)
{
    atomic_fetch_add(&in_flight, 1);
}

void metrics_end(void)
{
    atomic_fetch_sub(&in_flight, 1);
}

unsigned metrics_in_flight(void)
{
    return atomic_load(&in_flight);
}

static void write_requests(struct buffer *out)
{
    buffer_add_text(out, "# HELP maillon_requests_total Requests answered, by operation and class of status.\n"
                         "# TYPE maillon_requests_total counter\n");
    for (unsigned i = 0; i < OPERATIONS_MAX; i++) {
        const char *name = atomic_load(&operations[i].name);
        for (unsigned class = 1; name && class < CLASSES; class ++) {
            uint64_t count = atomic_load(&operations[i].by_class[class]);
            if (count)
                buffer_printf(out, "maillon_requests_total{operation=\"%s\",status=\"%uxx\"} %llu\n", name, class,
                              (unsigned long long)count);
        }
    }
}

static void write_durations(struct buffer *out)
{
    buffer_add_text(out, "# HELP maillon_request_duration_seconds Time spent on a request, once its body was read.\n"
                         "# TYPE maillon_request_duration_seconds histogram\n");
    for (unsigned i = 0; i < OPERATIONS_MAX; i++) {
        const char *name = atomic_load(&operations[i].name);
        if (!name)
            continue;
        uint64_t total = 0;
        for (unsigned b = 0; b < BUCKETS; b++) {
            total += atomic_load(&operations[i].buckets[b]);
            char bound[24] = "+Inf";
            if (b < BOUNDS)
                snprintf(bound, sizeof bound, "%g", (double)bounds_us[b] / 1e6);
            buffer_printf(out, "maillon_request_duration_seconds_bucket{operation=\"%s\",le=\"%s\"} %llu\n", name, bound,
                          (unsigned long long)total);
        }
        buffer_printf(out, "maillon_request_duration_seconds_sum{operation=\"%s\"} %.6f\n", name,
                      (double)atomic_load(&operations[i].sum_us) / 1e6);
        buffer_printf(out, "maillon_request_duration_seconds_count{operation=\"%s\"} %llu\n", name, (unsigned long long)total);
    }
}

static void write_counter(struct buffer *out, const char *name, const char *help, uint64_t value)
{
    buffer_printf(out, "# HELP maillon_%s_total %s\n# TYPE maillon_%s_total counter\nmaillon_%s_total %llu\n", name, help, name,
                  name, (unsigned long long)value);
}

void metrics_write(struct buffer *out)
{
    write_requests(out);
    write_durations(out);
    buffer_printf(out,
                  "# HELP maillon_requests_in_flight Requests being read or answered.\n"
                  "# TYPE maillon_requests_in_flight gauge\nmaillon_requests_in_flight %u\n",
                  metrics_in_flight());
    struct conn_counts counts = conn_counts_read();
    write_counter(out, "db_transactions", "Transactions begun.", counts.transactions);
    write_counter(out, "db_round_trips", "Exchanges with the database.", counts.round_trips);
    write_counter(out, "db_grouped_reads", "Reads that shared a transaction with others.", counts.grouped);
    write_counter(out, "db_prepared", "Statements prepared.", counts.prepared);
    write_counter(out, "db_reconnects", "Connections opened again after a loss.", counts.reconnects);
    write_counter(out, "db_retries", "Transactions run again after a serialization failure or a deadlock.", counts.retries);
    write_counter(out, "export_rows", "Rows written into exports.", atomic_load(&export_rows));
    write_counter(out, "export_bytes", "Bytes of the exports made.", atomic_load(&export_bytes));
    write_counter(out, "db_cancelled", "Statements cancelled past their deadline.", counts.cancelled);
}
