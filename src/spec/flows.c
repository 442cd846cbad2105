/* Every state machine that the API has, one after the other; core/flow writes each. */
#include "api/resource.h"
#include "core/flow.h"
#include "spec/documents.h"

void flows_write(struct buffer *out, int mermaid)
{
    const struct api *api = api_get();
    if (!mermaid)
        json_open(out, '[');
    for (const struct resource *const *r = api->resources; *r; r++) {
        if (!(*r)->flow)
            continue;
        if (mermaid)
            flow_write_mermaid(out, (*r)->name, (*r)->flow);
        else
            flow_write_json(out, (*r)->name, (*r)->flow);
    }
    if (!mermaid)
        json_close(out, ']');
}
