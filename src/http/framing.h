/* What two readers of one request could read differently: libmicrohttpd takes the first of two lengths, a coding beside a
 * length, and names that are no names. Behind a proxy that reads otherwise, a body would become a request of its own. */
#ifndef MAILLON_HTTP_FRAMING_H
#define MAILLON_HTTP_FRAMING_H

/* What is at fault ("Content-Length", "header" …), or NULL. Names and values as the layer below hands them over: ulfius
 * joins a header sent several times with ',', libmicrohttpd does not. After a fault the connection cannot be read on. */
const char *framing_fault(const char *protocol, char *const *names, char *const *values, unsigned count);

#endif
