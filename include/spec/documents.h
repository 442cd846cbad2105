/* The OpenAPI 3.1 document, the list of problems in Markdown and HTML, and the flows: all generated from the tables. */
#ifndef MAILLON_SPEC_DOCUMENTS_H
#define MAILLON_SPEC_DOCUMENTS_H

#include "core/buffer.h"

/* `development`: NULL; or, of a service that runs with MAILLON_DEV, the base URL of its exports, which no proxy brings under
 * one address with the rest: the document then says so, and offers the header Maillon-Today. */
void openapi_write(struct buffer *out, const char *development);
void problems_write_markdown(struct buffer *out);
void problems_write_html(struct buffer *out);
void flows_write(struct buffer *out, int mermaid);

#endif
