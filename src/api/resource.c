#include "api/resource.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/view.h"
#include "core/log.h"
#include "core/text.h"

/* Set once before threads start, then read only. */
static const struct api *the_api;

void api_set(const struct api *api)
{
    const char *fault = resource_check_all(api);
    if (fault) {
        log_with(LOG_ERROR, "bad_descriptor", {"fault", fault, 0});
        abort();
    }
    the_api = api;
    views_build(api);
}

const struct api *api_get(void)
{
    return the_api;
}

const struct resource *resource_by_path(const char *path, size_t length)
{
    for (const struct resource *const *r = the_api->resources; *r; r++)
        if (strncmp((*r)->path, path, length) == 0 && (*r)->path[length] == '\0')
            return *r;
    return NULL;
}

int field_index(const struct field *fields, unsigned n_fields, const char *name, size_t length)
{
    for (unsigned i = 0; i < n_fields; i++)
        if (strncmp(fields[i].name, name, length) == 0 && fields[i].name[length] == '\0')
            return (int)i;
    return -1;
}

bool field_seen(const struct field *field, enum role role)
{
    return !(field->flags & SIGHTED) && (field->see == 0 || (field->see & BIT(role)));
}

bool field_settable(const struct resource *resource, const struct field *field, enum role role, enum action action)
{
    if (!resource)
        return !field->set || (field->set & BIT(role));
    if ((field->flags & SERVER) || field->sql || field->type == T_STATE)
        return false;
    if (action == ACTION_PATCH && (field->flags & ONCE))
        return false;
    uint32_t roles = field->set ? field->set : resource->actions[action];
    return (roles & resource->actions[action] & BIT(role)) != 0;
}

/* A static buffer serves: this runs before threads, and the first fault ends the process. */
static char fault_text[256];

static const char *fault(const char *path, const struct field *field, const char *what)
{
    snprintf(fault_text, sizeof fault_text, "%s%s%s: %s", path, field ? "." : "", field ? field->name : "", what);
    return fault_text;
}

/* For whoever reads /docs: a capital first, a full stop last. */
static bool is_sentence(const char *text)
{
    size_t length = text ? strlen(text) : 0;
    return length > 3 && text[length - 1] == '.' && text[0] != ' ' && !(text[0] >= 'a' && text[0] <= 'z');
}

static const char *check_fields(const char *path, const struct field *fields, unsigned n, unsigned depth)
{
    for (unsigned i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        bool listed = f->type == T_WORD || f->type == T_WORDS;
        if (!f->name)
            return fault(path, NULL, "a field has no name");
        if (field_index(fields, n, f->name, strlen(f->name)) != (int)i)
            return fault(path, f, "the name appears twice");
        if (listed != (f->words != NULL))
            return fault(path, f, "words go with T_WORD and T_WORDS");
        if ((f->type == T_CODE || f->type == T_CODES) != (f->list != NULL))
            return fault(path, f, "a list goes with T_CODE and T_CODES");
        if ((f->type == T_LIST || f->type == T_OBJECT) != (f->of != NULL))
            return fault(path, f, ".of goes with T_LIST and T_OBJECT");
        if (!f->example && f->type != T_STATE && f->type != T_WORD)
            return fault(path, f, "an example is missing");
        if (!is_sentence(f->about) || !is_sentence(f->about_fr))
            return fault(path, f, "a sentence about it, in English or in French, is missing");
        if (f->of && (depth > 3 || check_fields(path, f->of, f->n_of, depth + 1)))
            return fault(path, f, "a nested field is wrong, or nested too deep");
    }
    return NULL;
}

static const struct resource *find_in(const struct api *api, const char *path)
{
    for (const struct resource *const *r = api->resources; *r; r++)
        if (strcmp((*r)->path, path) == 0)
            return *r;
    return NULL;
}

static const char *check_links(const struct api *api, const struct resource *r)
{
    for (unsigned i = 0; i < r->n_fields; i++)
        if (r->fields[i].refers && !find_in(api, r->fields[i].refers))
            return fault(r->path, &r->fields[i], "refers to no resource");
    for (unsigned i = 0; i < r->n_children; i++) {
        const struct resource *child = find_in(api, r->children[i].resource);
        if (!child || field_index(child->fields, child->n_fields, r->children[i].column, strlen(r->children[i].column)) < 0)
            return fault(r->path, NULL, "a child has no such resource or column");
    }
    return NULL;
}

/* What is read from elsewhere changes while the row's version stays; a row without items has no validator. */
static const char *check_versioned(const struct resource *r)
{
    for (unsigned i = 0; i < r->n_fields && !r->under; i++)
        if (r->fields[i].sql && strstr(r->fields[i].sql, "select ") && !(r->fields[i].flags & UNVERSIONED))
            return fault(r->path, &r->fields[i], "what is read from another table is UNVERSIONED");
    return NULL;
}

static const char *check_restricted(const struct resource *r)
{
    for (unsigned i = 0; i < r->n_fields; i++) {
        uint32_t readers = r->actions[ACTION_LIST] | r->actions[ACTION_READ];
        if (r->fields[i].see)
            readers &= r->fields[i].see;
        if ((r->fields[i].flags & RESTRICTED) && (readers & ~(uint32_t)(ACCOMPANIERS | PRESCRIBER | SIGNATORY)))
            return fault(r->path, &r->fields[i],
                         "a restricted field is for director, counsellor, its sender and its parties alone");
        if ((r->fields[i].flags & RESTRICTED) && !subject_known(&r->subject))
            return fault(r->path, &r->fields[i], "a restricted field needs a subject, for the access log");
    }
    return NULL;
}

/* What an import compares is text on both sides: a type whose SQL form has one spelling. */
static const char *check_import(const struct resource *r)
{
    static const unsigned compared = BIT(T_UUID) | BIT(T_TEXT) | BIT(T_INT) | BIT(T_DATE) | BIT(T_WORD) | BIT(T_CODE);
    for (unsigned i = 0; r->imported_by && i < r->n_fields; i++)
        if (!(compared & BIT(r->fields[i].type)) && !(r->fields[i].flags & SERVER))
            return fault(r->path, &r->fields[i], "an import does not know whether it changes");
    return NULL;
}

/* What is about a person, and what stands under one. */
static const char *check_subject(const struct api *api, const struct resource *r)
{
    const struct subject *subject = &r->subject;
    bool told = subject->made || subject->made_fr;
    if (told && (!is_sentence(subject->made) || !is_sentence(subject->made_fr)))
        return fault(r->path, NULL, "what is about a person says what its creation is, in both languages");
    if (subject_known(subject) ? !subject->purpose || (told && !subject->column) : told)
        return fault(r->path, NULL, "what is about a person says of whom it is and why it is read");
    if (r->flow && r->fields[r->state].see)
        return fault(r->path, &r->fields[r->state], "timelines show a state to whoever reads the row");
    if (r->under && (!find_in(api, r->under) || !find_in(api, r->under)->subject.column || !r->parent_column))
        return fault(r->path, NULL, "it stands under no person");
    return NULL;
}

static const char *check_sentences(const struct resource *r)
{
    if (!is_sentence(r->about) || !is_sentence(r->about_fr))
        return fault(r->path, NULL, "a sentence about it, in English or in French, is missing");
    for (unsigned i = 0; r->flow && i < r->flow->n_moves; i++)
        if (!is_sentence(r->flow->moves[i].about) || !is_sentence(r->flow->moves[i].about_fr))
            return fault(r->path, NULL, "a move's sentence, in English or in French, is missing");
    return NULL;
}

static const char *check_endpoints(const struct api *api)
{
    for (unsigned i = 0; i < api->n_endpoints; i++) {
        const struct endpoint *e = &api->endpoints[i];
        const char *wrong;
        if (!is_sentence(e->about) || !is_sentence(e->about_fr))
            return fault(e->path, NULL, "a sentence about it, in English or in French, is missing");
        if ((wrong = check_fields(e->path, e->params, e->n_params, 0)) ||
            (wrong = check_fields(e->path, e->body, e->n_body, 0)) || (wrong = check_fields(e->path, e->answer, e->n_answer, 0)))
            return wrong;
    }
    return NULL;
}

static const char *check_flow_fields(const struct resource *r)
{
    if (!r->flow)
        return NULL;
    const char *wrong = flow_check(r->flow);
    if (wrong)
        return fault(r->path, NULL, wrong);
    if (r->state <= 0 || r->fields[r->state].type != T_STATE)
        return fault(r->path, NULL, "a flow needs its state field");
    for (unsigned i = 0; i < r->flow->n_moves; i++)
        if ((wrong = check_fields(r->path, r->flow->moves[i].fields, r->flow->moves[i].n_fields, 0)))
            return wrong;
    return NULL;
}

const char *resource_check_all(const struct api *api)
{
    for (const struct resource *const *p = api->resources; *p; p++) {
        const struct resource *r = *p;
        const char *wrong;
        if (r->n_fields > RESOURCE_FIELDS)
            return fault(r->path, NULL, "too many fields");
        if (strcmp(r->fields[0].name, "id") != 0 || (!r->under && strcmp(r->fields[1].name, "version") != 0))
            return fault(r->path, NULL, "fields begin with id, those of items with id and version");
        if (find_in(api, r->path) != r)
            return fault(r->path, NULL, "the path appears twice");
        if ((wrong = check_fields(r->path, r->fields, r->n_fields, 0)) || (wrong = check_links(api, r)) ||
            (wrong = check_flow_fields(r)) || (wrong = check_versioned(r)) || (wrong = check_restricted(r)) ||
            (wrong = check_import(r)) || (wrong = check_subject(api, r)) || (wrong = check_sentences(r)))
            return wrong;
    }
    return check_endpoints(api);
}
