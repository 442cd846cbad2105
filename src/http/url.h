/* The request target, read from the raw URL: libmicrohttpd and ulfius accept spellings that would be other URLs of one
 * thing (`//`, `%2F`, upper-case bytes cut at %00 …), so that path and query are parsed here, strictly. */
#ifndef MAILLON_HTTP_URL_H
#define MAILLON_HTTP_URL_H

#include "api/call.h"

enum { URL_MAX = 4096 };

/* Sets request->path, decoded. False: URI_TOO_LONG or BAD_REQUEST is set, and the path is "/". */
bool url_read_path(struct call *call, struct request *request, const char *raw);

/* Sets request->parameters. False: BAD_REQUEST (a spelling) or BAD_PARAMETER (one given twice, too many) is set. */
bool url_read_query(struct call *call, struct request *request, const char *raw);

#endif
