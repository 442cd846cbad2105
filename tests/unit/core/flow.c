#include "core/flow.h"

#include "test.h"

enum { DRAFT, SIGNED, ENDED };
static const char *const states[] = {"draft", "signed", "ended", NULL};

#define MOVE(verb_, from_, to_, roles_, ...)                                                                                     \
    {                                                                                                                            \
        .verb = verb_, .from = from_, .to = to_, .roles = roles_, .about = "About.", __VA_ARGS__                                 \
    }
#define FLOW(moves_)                                                                                                             \
    {                                                                                                                            \
        .states = states, .initial = BIT(DRAFT), .final = BIT(ENDED), .moves = moves_, .n_moves = COUNT_OF(moves_)               \
    }

static const struct move right_moves[] = {
    MOVE("sign", BIT(DRAFT), BIT(SIGNED), ACCOMPANIERS | OFFICE),
    MOVE("note", BIT(DRAFT) | BIT(SIGNED), 0, COUNSELLOR),
    MOVE("renew", BIT(SIGNED) | BIT(ENDED), BIT(DRAFT), DIRECTOR, .makes = true),
    MOVE("terminate", BIT(SIGNED), BIT(ENDED), DIRECTOR),
    MOVE("end", BIT(SIGNED), BIT(ENDED), JOB),
};
static const struct flow right = FLOW(right_moves);

static void test_roles(void)
{
    for (int i = 0; i < N_ROLES; i++) {
        enum role role = N_ROLES;
        test_row(role_word((enum role)i));
        CHECK(role_from_word(role_word((enum role)i), &role));
        CHECK_INT(role, i);
    }
    enum role role = ROLE_OFFICE;
    CHECK(!role_from_word("Director", &role));
    CHECK(!role_from_word("", &role));
    CHECK(!role_from_word(NULL, &role));
    CHECK_INT(role, ROLE_OFFICE);
}

static void test_lookup(void)
{
    test_row("lookup");
    CHECK_INT(flow_state(&right, "signed"), SIGNED);
    CHECK_INT(flow_state(&right, "gone"), -1);
    CHECK(flow_move(&right, "sign", 4) == &right_moves[0]);
    CHECK(flow_move(&right, "signature", 4) == &right_moves[0]);
    CHECK(flow_move(&right, "sig", 3) == NULL);
    CHECK(flow_move(&right, "end", 3) == NULL); /* made by time */
}

static void check_allowed(int state, enum role role, const char *expected)
{
    struct buffer out = {0};
    flow_write_allowed(&out, &right, state, role, NULL, NULL);
    test_row(expected);
    CHECK_TEXT(buffer_text(&out), expected);
    buffer_done(&out);
}

static void test_allowed(void)
{
    check_allowed(DRAFT, ROLE_COUNSELLOR, "[\"sign\",\"note\"]");
    check_allowed(DRAFT, ROLE_OFFICE, "[\"sign\"]");
    check_allowed(SIGNED, ROLE_DIRECTOR, "[\"renew\",\"terminate\"]");
    check_allowed(SIGNED, ROLE_PARTNER, "[]");
    check_allowed(SIGNED, ROLE_JOB, "[]");
    check_allowed(ENDED, ROLE_COUNSELLOR, "[]");
    check_allowed(-1, ROLE_DIRECTOR, "[]");
}

static enum problem unless_kept(const struct call *call, const char *const *row)
{
    (void)call;
    return row[0] ? IN_USE : PROBLEM_NONE;
}

/* What the row decides: without a row, state and role alone. */
static void test_may(void)
{
    static const struct move moves[] = {
        MOVE("sign", BIT(DRAFT), BIT(SIGNED), DIRECTOR, .may = unless_kept),
        MOVE("note", BIT(DRAFT), BIT(ENDED), DIRECTOR),
    };
    static const struct flow flow = FLOW(moves);
    static const char *const rows[][1] = {{NULL}, {"kept"}};
    static const char *const expected[] = {"[\"sign\",\"note\"]", "[\"note\"]", "[\"sign\",\"note\"]"};
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        struct buffer out = {0};
        flow_write_allowed(&out, &flow, DRAFT, ROLE_DIRECTOR, NULL, i < COUNT_OF(rows) ? rows[i] : NULL);
        test_row(expected[i]);
        CHECK_TEXT(buffer_text(&out), expected[i]);
        buffer_done(&out);
    }
}

static void check_fault(const struct flow *flow, const char *expected)
{
    test_row(expected ? expected : "right");
    CHECK_TEXT(flow_check(flow), expected);
}

static void test_faults(void)
{
    static const struct move sign = MOVE("sign", BIT(DRAFT), BIT(SIGNED), DIRECTOR);
    static const struct move end = MOVE("close", BIT(SIGNED), BIT(ENDED), DIRECTOR);
#define WITH(...) (const struct flow) FLOW(((const struct move[]){sign, end, __VA_ARGS__}))
    check_fault(&right, NULL);
    check_fault(&WITH(MOVE("reopen", BIT(ENDED), BIT(DRAFT), DIRECTOR)), "a move leaves a final state");
    check_fault(&WITH(MOVE("assess", BIT(ENDED), BIT(ENDED), DIRECTOR)), NULL);
    check_fault(&WITH(MOVE("assess", BIT(ENDED), 0, DIRECTOR)), NULL);
    check_fault(&WITH(MOVE("sign", BIT(SIGNED), BIT(ENDED), DIRECTOR)), "two moves have one verb");
    check_fault(&WITH(MOVE("close", BIT(SIGNED), BIT(ENDED), JOB)), "two moves have one verb");
    check_fault(&WITH(MOVE("close", BIT(DRAFT), BIT(ENDED), JOB)), NULL);
    check_fault(&WITH(MOVE("odd", BIT(7), BIT(ENDED), DIRECTOR)), "a move names a state that the flow does not have");
    check_fault(&WITH(MOVE("odd", BIT(DRAFT), BIT(7), DIRECTOR)), "a move names a state that the flow does not have");
    check_fault(&WITH(MOVE("odd", 0, BIT(ENDED), DIRECTOR)), "a move starts from nowhere");
    check_fault(&WITH(MOVE("odd", BIT(DRAFT), BIT(ENDED), 0)), "a move is for nobody");
    check_fault(&WITH(MOVE("odd", BIT(DRAFT), BIT(ENDED), JOB | DIRECTOR)), "a move is both served and made by time");
    check_fault(&WITH(MOVE("", BIT(DRAFT), BIT(ENDED), DIRECTOR)), "a move has no verb");
    check_fault(&WITH({.verb = "odd", .from = BIT(DRAFT), .to = BIT(ENDED), .roles = DIRECTOR}), "a move has no sentence");

    const struct move only_sign[] = {sign};
    check_fault(&(const struct flow)FLOW(only_sign), "a state cannot be reached");
    const struct move only_makes[] = {sign, end, MOVE("copy", BIT(SIGNED), BIT(DRAFT), DIRECTOR, .makes = true)};
    struct flow flow = FLOW(only_makes);
    check_fault(&flow, NULL);
    flow.final = 0;
    check_fault(&flow, "a state that is not final cannot be left");
    flow.final = BIT(9);
    check_fault(&flow, "a flow begins or ends in a state that it does not have");
    flow.initial = 0;
    check_fault(&flow, "a flow has no state, or none to begin with");
}

static void test_written(void)
{
    struct buffer out = {0};
    test_row("json");
    flow_write_json(&out, "contracts", &right);
    const char *json = buffer_text(&out);
    CHECK(strstr(json, "{\"name\":\"contracts\",\"states\":[\"draft\",\"signed\",\"ended\"],\"initial\":[\"draft\"],\"final\":["
                       "\"ended\"]") == json);
    CHECK(strstr(
        json, "{\"verb\":\"renew\",\"from\":[\"signed\",\"ended\"],\"to\":[\"draft\"],\"roles\":[\"director\"],\"makes\":true,"));
    CHECK(strstr(json, "{\"verb\":\"end\",\"from\":[\"signed\"],\"to\":[\"ended\"],\"roles\":[\"job\"],\"makes\":false,\"about\":"
                       "\"About.\"}]}"));
    buffer_done(&out);
    test_row("mermaid");
    flow_write_mermaid(&out, "contracts", &right);
    CHECK_TEXT(buffer_text(&out), "%% contracts\n"
                                  "stateDiagram-v2\n"
                                  "    [*] --> draft\n"
                                  "    draft --> signed: sign\n"
                                  "    draft --> draft: note\n"
                                  "    signed --> signed: note\n"
                                  "    signed --> signed: renew\n"
                                  "    ended --> ended: renew\n"
                                  "    signed --> ended: terminate\n"
                                  "    signed --> ended: end (time)\n"
                                  "    ended --> [*]\n");
    buffer_done(&out);
}

int main(void)
{
    test_roles();
    test_lookup();
    test_allowed();
    test_may();
    test_faults();
    test_written();
    return test_done();
}
