/* GET /v1/{resource}/export: everything that a list would page through, in one file.
 *
 * Rows are read by a cursor, so that all are of one instant and memory does not grow with their number, and written to a
 * file without name; the connection is free again before the first byte is sent, however slowly the client reads. */
#ifndef MAILLON_API_EXPORT_H
#define MAILLON_API_EXPORT_H

#include "api/call.h"

/* Where the files are made: on a disk. Set once before threads; borrowed. */
void export_set_folder(const char *folder);

/* Whether a file can be made there. */
bool export_folder_is_right(const char *folder);

/* What the request's ?format= gives: "text/csv", the default, or "application/x-ndjson". */
const char *export_media_type(const struct request *request);

/* Fills response.file, for the HTTP layer to send and close. */
void export_serve(struct call *call, const struct resource *resource);

#endif
