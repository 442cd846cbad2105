/* Examples of bodies: for each operation, one for every group of roles that give the same fields. Each is made of the
 * examples of its fields and would be accepted once its ids are those of records. */
#include "parts.h"

/* The fields that a body of this operation may hold. */
struct body_fields {
    const struct field *fields;
    unsigned n_fields;
    const struct resource *resource; /* whose roles and actions decide who gives which; or NULL */
};

static struct body_fields fields_of(const struct operation *operation)
{
    if (operation->move)
        return (struct body_fields){operation->move->fields, operation->move->n_fields, NULL};
    if (!operation->resource)
        return (struct body_fields){operation->endpoint->body, operation->endpoint->n_body, NULL};
    return (struct body_fields){operation->resource->fields, operation->resource->n_fields, operation->resource};
}

/* The fields that the example of a role holds, as bits. */
static uint64_t given(const struct operation *operation, const struct body_fields *body, enum role role)
{
    uint64_t set = 0;
    for (unsigned i = 0; i < body->n_fields; i++) {
        const struct field *field = &body->fields[i];
        if (!(field->flags & RARE) && field_settable(body->resource, field, role, operation->action))
            set |= UINT64_C(1) << i;
    }
    return set;
}

static void write_value(struct buffer *out, const struct operation *operation, const struct body_fields *body, uint64_t set)
{
    if (operation->batch) {
        json_open(out, '{');
        json_key(out, "items");
        json_open(out, '[');
    }
    json_open(out, '{');
    if (operation->batch && operation->move)
        batch_item_example(out);
    for (unsigned i = 0; i < body->n_fields; i++) {
        if (set & (UINT64_C(1) << i)) {
            json_key(out, body->fields[i].name);
            schema_example(out, &body->fields[i], operation->resource);
        }
    }
    json_close(out, '}');
    if (operation->batch) {
        json_close(out, ']');
        json_close(out, '}');
    }
}

/* "prescriber": {"summary": …, "x-roles": […], "value": {…}}; "body" when it is the only one. */
static void write_example(struct buffer *out, const struct operation *operation, const struct body_fields *body, uint32_t roles,
                          uint64_t set)
{
    struct buffer key = {0}, summary = {0};
    buffer_add_text(&summary, "Pour / For: ");
    for (unsigned role = 0, n = 0; role < ROLE_JOB; role++) {
        if (!(roles & BIT(role)))
            continue;
        buffer_printf(&key, "%s%s", n ? "_" : "", role_word((enum role)role));
        buffer_printf(&summary, "%s%s", n++ ? ", " : "", role_word((enum role)role));
    }
    json_key(out, roles == operation->roles ? "body" : buffer_text(&key));
    json_open(out, '{');
    json_member(out, "summary", buffer_text(&summary));
    schema_roles(out, roles);
    json_key(out, "value");
    write_value(out, operation, body, set);
    json_close(out, '}');
    buffer_done(&key);
    buffer_done(&summary);
}

void example_bodies(struct buffer *out, const struct operation *operation)
{
    const struct body_fields body = fields_of(operation);
    uint32_t done = 0;
    json_key(out, "examples");
    json_open(out, '{');
    for (unsigned role = 0; role < ROLE_JOB; role++) {
        if (!(operation->roles & BIT(role)) || (done & BIT(role)))
            continue;
        uint64_t set = given(operation, &body, (enum role)role);
        uint32_t alike = 0;
        for (unsigned other = role; other < ROLE_JOB; other++)
            if ((operation->roles & BIT(other)) && given(operation, &body, (enum role)other) == set)
                alike |= BIT(other);
        done |= alike;
        write_example(out, operation, &body, alike, set);
    }
    json_close(out, '}');
}
