/* What the endpoints share: their query parameters, and the round trip of what they ask. */
#ifndef MAILLON_RESOURCES_ENDPOINT_H
#define MAILLON_RESOURCES_ENDPOINT_H

#include "api/call.h"

/* Reads the query parameters against a field table: values[i] is the text of fields[i], or NULL. False: every wrong,
 * unknown, missing or repeated one is in the error. */
bool endpoint_params(struct call *call, const struct field *fields, unsigned n_fields, const char **values);

/* Begins a transaction and asks in it with `ask`, again when it was lost for no fault of its own (call_again()). True: it is
 * answered, and the caller ends it. False: it is ended, and the call's error is set. */
typedef void endpoint_ask(struct call *call, struct tx *tx, void *data);
bool endpoint_answered(struct call *call, struct tx *tx, endpoint_ask *ask, void *data);

#endif
