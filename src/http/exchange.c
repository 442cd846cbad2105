#include "exchange.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "framing.h"
#include "metrics.h"

enum { URL_KEPT = 1024 /* bytes that an exchange keeps for its next request */, STALLS_MAX = 3 };

/* A request is in flight from its first line to the last byte of its answer: what a graceful stop waits for. */
void *exchange_begin(void *data, const char *url, struct MHD_Connection *connection)
{
    struct table *table = data;
    struct exchange *exchange = table->free_exchanges;
    if (exchange)
        table->free_exchanges = exchange->next;
    else
        exchange = calloc(1, sizeof *exchange);
    if (!exchange)
        abort();
    metrics_begin();
    exchange->connection = connection;
    buffer_add(&exchange->url, url, strlen(url) + 1); /* the library decodes its own in place */
    return exchange;
}

static void queue_add(struct queue *queue, struct exchange *exchange)
{
    queue->all[queue->count++] = exchange;
}

static void queue_remove(struct queue *queue, const struct exchange *exchange)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < queue->count; i++)
        if (queue->all[i] != exchange)
            queue->all[kept++] = queue->all[i];
    queue->count = kept;
}

static struct seat *seat_take(struct table *table)
{
    struct seat *seat = table->free_seats;
    if (seat) {
        table->free_seats = seat->next;
        return seat;
    }
    seat = malloc(sizeof *seat);
    if (!seat)
        abort();
    arena_init(&seat->arena);
    return seat;
}

static void seat_leave(struct table *table, struct exchange *exchange)
{
    struct seat *seat = exchange->seat;
    exchange->seat = NULL;
    arena_reset(&seat->arena);
    seat->next = table->free_seats;
    table->free_seats = seat;
}

struct listed {
    char **names, **values;
    unsigned count;
};

static enum MHD_Result list_header(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    struct listed *listed = data;
    listed->names[listed->count] = (char *)name;
    listed->values[listed->count++] = (char *)value;
    return MHD_YES;
}

static void read_headers(struct exchange *exchange, const char *version, struct incoming *incoming)
{
    struct arena *arena = &exchange->seat->arena;
    int count = MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, NULL, NULL);
    size_t bytes = (size_t)(count > 0 ? count : 1) * sizeof(char *);
    struct listed listed = {.names = arena_alloc(arena, bytes), .values = arena_alloc(arena, bytes)};
    MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, list_header, &listed);
    headers_pick(&incoming->headers, arena, listed.names, listed.values, listed.count);
    incoming->framing = framing_fault(version, listed.names, listed.values, listed.count);
}

/* The library copies names and values, and takes the body. */
static void make_response(struct exchange *exchange, struct outgoing *outgoing)
{
    size_t length;
    char *body = buffer_take(&outgoing->body, &length);
    exchange->response = MHD_create_response_from_buffer(length, body, MHD_RESPMEM_MUST_FREE);
    if (!exchange->response)
        abort();
    exchange->status = (unsigned)outgoing->status;
    for (unsigned i = 0; i < outgoing->n_headers; i++)
        MHD_add_response_header(exchange->response, outgoing->headers[i].name, outgoing->headers[i].value);
}

static void finish(struct table *table, struct exchange *exchange)
{
    struct outgoing outgoing;
    serve_end(&exchange->seat->job, &outgoing);
    make_response(exchange, &outgoing);
    seat_leave(table, exchange);
    buffer_done(&exchange->body);
}

/* All was received: what needs no operation is answered, the rest is set aside. */
static void start(struct table *table, struct exchange *exchange, const char *method, const char *version)
{
    queue_remove(&table->chunked, exchange);
    exchange->seat = seat_take(table);
    struct job *job = &exchange->seat->job;
    job->incoming = (struct incoming){
        .verb = method,
        .url = exchange->url.data,
        .lane = table->lane,
        .address = MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
        .body = exchange->body.data,
        .body_length = exchange->body.length,
    };
    read_headers(exchange, version, &job->incoming);
    serve_begin(job, &exchange->seat->arena, table->conn);
    if (!job->admitted) {
        finish(table, exchange);
        return;
    }
    queue_add(job->read ? &table->reads : &table->others, exchange);
}

static void receive(struct exchange *exchange, const char *part, size_t length)
{
    size_t room = BATCH_BODY_MAX + 1 - exchange->body.length;
    buffer_add(&exchange->body, part, length < room ? length : room);
    exchange->stalls = 0;
}

enum MHD_Result exchange_continue(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_size, void **context)
{
    (void)connection, (void)url;
    struct table *table = data;
    struct exchange *exchange = *context;
    table->moved = true;
    if (!exchange->begun) {
        exchange->begun = true;
        if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding"))
            queue_add(&table->chunked, exchange);
        return MHD_YES;
    }
    if (*upload_size) {
        receive(exchange, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    if (!exchange->seat && !exchange->response)
        start(table, exchange, method, version);
    if (!exchange->response)
        return MHD_YES;
    table->answered = true;
    return MHD_queue_response(connection, exchange->status, exchange->response);
}

/* Also when the client went before its answer, or sent what the library refused by itself. */
void exchange_end(void *data, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
    (void)connection, (void)code;
    struct table *table = data;
    struct exchange *exchange = *context;
    if (!exchange)
        return;
    *context = NULL;
    table->moved = true;
    queue_remove(&table->chunked, exchange);
    if (exchange->seat) {
        queue_remove(&table->reads, exchange);
        queue_remove(&table->others, exchange);
        seat_leave(table, exchange);
    }
    if (exchange->response)
        MHD_destroy_response(exchange->response);
    buffer_done(&exchange->body);
    exchange->url.length = 0;
    if (exchange->url.capacity > URL_KEPT)
        buffer_done(&exchange->url);
    *exchange = (struct exchange){.url = exchange->url, .next = table->free_exchanges};
    table->free_exchanges = exchange;
    metrics_end();
}

static void serve_reads(struct table *table)
{
    struct queue *queue = &table->reads;
    struct read *reads[CARRIER_CONNECTIONS];
    for (unsigned i = 0; i < queue->count; i++)
        reads[i] = queue->all[i]->seat->job.read;
    unsigned served = read_serve_together(reads, queue->count);
    for (unsigned i = 0; i < served; i++)
        finish(table, queue->all[i]);
    queue->count -= served;
    for (unsigned i = 0; i < queue->count; i++)
        queue->all[i] = queue->all[i + served];
}

static void serve_first(struct table *table)
{
    struct exchange *first = table->others.all[0];
    serve_operation(&first->seat->job);
    queue_remove(&table->others, first);
    finish(table, first);
}

void table_serve(struct table *table)
{
    bool reads = table->reads.count && !(table->others.count && table->reads_were_last);
    if (reads)
        serve_reads(table);
    else if (table->others.count)
        serve_first(table);
    table->reads_were_last = reads;
}

void table_end_stalled(struct table *table)
{
    for (unsigned i = 0; i < table->chunked.count; i++) {
        struct exchange *exchange = table->chunked.all[i];
        int fd = MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd, unread = 0;
        exchange->stalls = ioctl(fd, FIONREAD, &unread) == 0 && unread > 0 ? exchange->stalls + 1 : 0;
        if (exchange->stalls == STALLS_MAX)
            shutdown(fd, SHUT_RDWR);
    }
}

void table_done(struct table *table)
{
    for (struct exchange *exchange = table->free_exchanges, *next; exchange; exchange = next) {
        next = exchange->next;
        buffer_done(&exchange->url);
        free(exchange);
    }
    for (struct seat *seat = table->free_seats, *next; seat; seat = next) {
        next = seat->next;
        arena_done(&seat->arena);
        free(seat);
    }
    table->free_exchanges = NULL;
    table->free_seats = NULL;
}
