#include "core/flow.h"

#include <string.h>

#include "core/text.h"

static const char *const role_words[] = {
    [ROLE_DIRECTOR] = "director",
    [ROLE_COUNSELLOR] = "counsellor",
    [ROLE_SUPERVISOR] = "supervisor",
    [ROLE_OFFICE] = "office",
    [ROLE_PRESCRIBER] = "prescriber",
    [ROLE_PARTNER] = "partner",
    [ROLE_OPERATOR] = "operator",
    [ROLE_SIGNATORY] = "signatory",
    [ROLE_JOB] = "job",
    NULL,
};

const char *role_word(enum role role)
{
    return role_words[role];
}

bool role_from_word(const char *word, enum role *ret_role)
{
    int index = text_index(role_words, word);
    if (index < 0)
        return false;
    *ret_role = (enum role)index;
    return true;
}

int flow_state(const struct flow *flow, const char *word)
{
    return text_index(flow->states, word);
}

const struct move *flow_move(const struct flow *flow, const char *verb, size_t length)
{
    for (unsigned i = 0; i < flow->n_moves; i++) {
        const struct move *move = &flow->moves[i];
        if (move->roles != JOB && strlen(move->verb) == length && memcmp(move->verb, verb, length) == 0)
            return move;
    }
    return NULL;
}

void flow_write_allowed(struct buffer *out, const struct flow *flow, int state, enum role role, const struct call *call,
                        const char *const *row)
{
    json_open(out, '[');
    for (unsigned i = 0; state >= 0 && i < flow->n_moves; i++) {
        const struct move *move = &flow->moves[i];
        if (move->roles == JOB || !(move->roles & BIT(role)) || !(move->from & BIT(state)))
            continue;
        if (!row || !move->may || move->may(call, row) == PROBLEM_NONE)
            json_text(out, move->verb);
    }
    json_close(out, ']');
}

static uint32_t flow_all_states(const struct flow *flow)
{
    uint32_t all = 0;
    for (unsigned state = 0; state < 32 && flow->states[state]; state++)
        all |= BIT(state);
    return all;
}

/* Every state that moves lead to, starting from the initial ones. */
static uint32_t flow_reached(const struct flow *flow)
{
    uint32_t reached = flow->initial, before;
    do {
        before = reached;
        for (unsigned i = 0; i < flow->n_moves; i++)
            if (flow->moves[i].from & reached)
                reached |= flow->moves[i].to;
    } while (reached != before);
    return reached;
}

/* The states that a move of the flow leaves for another one; one that makes a new row leaves nothing. */
static uint32_t flow_left(const struct flow *flow)
{
    uint32_t left = 0;
    for (unsigned i = 0; i < flow->n_moves; i++) {
        const struct move *move = &flow->moves[i];
        for (unsigned state = 0; state < 32; state++)
            if (!move->makes && move->from & BIT(state) && move->to & ~BIT(state))
                left |= BIT(state);
    }
    return left;
}

static const char *flow_check_move(const struct flow *flow, const struct move *move, uint32_t all)
{
    if (!move->verb || !move->verb[0])
        return "a move has no verb";
    if (!move->about || !move->about[0])
        return "a move has no sentence";
    if (!move->from)
        return "a move starts from nowhere";
    if ((move->from | move->to) & ~all)
        return "a move names a state that the flow does not have";
    if (!move->roles)
        return "a move is for nobody";
    if (move->roles & JOB && move->roles != JOB)
        return "a move is both served and made by time";
    for (const struct move *other = flow->moves; other < move; other++)
        if (strcmp(other->verb, move->verb) == 0 && (other->from & move->from || (other->roles != JOB && move->roles != JOB)))
            return "two moves have one verb";
    return NULL;
}

const char *flow_check(const struct flow *flow)
{
    uint32_t all = flow_all_states(flow);
    if (!all || !flow->initial)
        return "a flow has no state, or none to begin with";
    if ((flow->initial | flow->final) & ~all)
        return "a flow begins or ends in a state that it does not have";
    for (unsigned i = 0; i < flow->n_moves; i++) {
        const char *fault = flow_check_move(flow, &flow->moves[i], all);
        if (fault)
            return fault;
    }
    if (flow_reached(flow) != all)
        return "a state cannot be reached";
    uint32_t left = flow_left(flow);
    if (left & flow->final)
        return "a move leaves a final state";
    if (all & ~left & ~flow->final)
        return "a state that is not final cannot be left";
    return NULL;
}

static void write_states(struct buffer *out, const char *key, const struct flow *flow, uint32_t states)
{
    json_key(out, key);
    json_open(out, '[');
    for (unsigned state = 0; flow->states[state]; state++)
        if (states & BIT(state))
            json_text(out, flow->states[state]);
    json_close(out, ']');
}

void flow_write_json(struct buffer *out, const char *name, const struct flow *flow)
{
    json_open(out, '{');
    json_key(out, "name");
    json_text(out, name);
    write_states(out, "states", flow, UINT32_MAX);
    write_states(out, "initial", flow, flow->initial);
    write_states(out, "final", flow, flow->final);
    json_key(out, "moves");
    json_open(out, '[');
    for (unsigned i = 0; i < flow->n_moves; i++) {
        const struct move *move = &flow->moves[i];
        json_open(out, '{');
        json_key(out, "verb");
        json_text(out, move->verb);
        write_states(out, "from", flow, move->from);
        write_states(out, "to", flow, move->to);
        json_key(out, "roles");
        json_open(out, '[');
        for (unsigned role = 0; role < N_ROLES; role++)
            if (move->roles & BIT(role))
                json_text(out, role_words[role]);
        json_close(out, ']');
        json_key(out, "makes");
        json_bool(out, move->makes);
        json_key(out, "about");
        json_text(out, move->about);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_close(out, '}');
}

/* One arrow per pair of states; a move that keeps the state, or makes another row, is an arrow to itself. */
static void write_arrows(struct buffer *out, const struct flow *flow, const struct move *move)
{
    for (unsigned from = 0; flow->states[from]; from++) {
        if (!(move->from & BIT(from)))
            continue;
        uint32_t targets = move->to && !move->makes ? move->to : BIT(from);
        for (unsigned to = 0; flow->states[to]; to++)
            if (targets & BIT(to))
                buffer_printf(out, "    %s --> %s: %s%s\n", flow->states[from], flow->states[to], move->verb,
                              move->roles == JOB ? " (time)" : "");
    }
}

void flow_write_mermaid(struct buffer *out, const char *name, const struct flow *flow)
{
    buffer_printf(out, "%%%% %s\nstateDiagram-v2\n", name);
    for (unsigned state = 0; flow->states[state]; state++)
        if (flow->initial & BIT(state))
            buffer_printf(out, "    [*] --> %s\n", flow->states[state]);
    for (unsigned i = 0; i < flow->n_moves; i++)
        write_arrows(out, flow, &flow->moves[i]);
    for (unsigned state = 0; flow->states[state]; state++)
        if (flow->final & BIT(state))
            buffer_printf(out, "    %s --> [*]\n", flow->states[state]);
}
