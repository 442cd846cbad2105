/* One request as libmicrohttpd carries it, from its first line to its answer, in the hands of one thread.
 *
 * The library calls on_request() when the head was read, for each part of the body, and when all was; from then on, it calls
 * again at each of its turns until there is an answer (microhttpd.h, MHD_AccessHandlerCallback: "if the request is fully
 * received, but response hasn't been provided and connection is not suspended, the callback can be called again
 * immediately"). So a request is set aside by not answering it yet, and is answered at the next turn after it was served. */
#ifndef MAILLON_HTTP_EXCHANGE_H
#define MAILLON_HTTP_EXCHANGE_H

#include <microhttpd.h>

#include "listener.h"
#include "serve.h"
#include "worker.h"

/* Of one thread of the fast lane, which waits by itself and so sleeps at no number of ready events (carrier.c). */
enum { CARRIER_CONNECTIONS = 250 };

/* A job and its memory, used again and again. */
struct seat {
    struct seat *next; /* among the free ones */
    struct arena arena;
    struct job job;
};

struct exchange {
    struct exchange *next; /* among the free ones */
    struct MHD_Connection *connection;
    struct buffer url;  /* raw, with its NUL */
    struct buffer body; /* cut one byte after the most that is accepted */
    bool begun;         /* the head was read */
    unsigned stalls;    /* of a body in chunks: turns in a row that nothing of it was taken in, though more has come */
    struct seat *seat;  /* while it is set aside */
    struct MHD_Response *response;
    unsigned status;
};

/* Requests set aside, first come first served: no more than a thread has connections. */
struct queue {
    struct exchange *all[CARRIER_CONNECTIONS];
    unsigned count;
};

/* What a thread of the fast lane has at hand. */
struct table {
    const struct lane *lane;
    struct conn *conn;          /* borrowed */
    struct queue reads, others; /* set aside */
    struct queue chunked;       /* whose body is coming in chunks */
    bool reads_were_last;
    bool answered; /* answers were handed to the library that are not sent yet */
    bool moved;    /* the library has called since this was last cleared */
    struct exchange *free_exchanges;
    struct seat *free_seats;
};

/* Callbacks of libmicrohttpd; `data` is the thread's table. */
void *exchange_begin(void *data, const char *url, struct MHD_Connection *connection);
enum MHD_Result exchange_continue(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_size, void **context);
void exchange_end(void *data, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code);

/* Serves some of what is set aside: the reads that one round trip takes, or one of the others; by turns when both wait. */
void table_serve(struct table *table);

/* To be called just after a turn of the library that had work and got nowhere: what has its whole memory is a chunk's size that
 * does not end (an extension of the chunk), and a loop of our own it would have ask us for ever. Such connections are ended. */
void table_end_stalled(struct table *table);

/* Frees what is kept for later requests. None is under way any more. */
void table_done(struct table *table);

#endif
