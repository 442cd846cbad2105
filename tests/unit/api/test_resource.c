/* resource_check_all(): a descriptor without its sentences does not start. */
#include "api/resource.h"

#include "test.h"

static const char *const states[] = {"open", "shut", NULL};
static const char *const english = "Things that are kept.", *const french = "Choses que l'on garde.";

/* The fault of an API of one resource, with its fields, one move and one endpoint that say this. */
static const char *fault_of(const char *const about[2], const char *const of_field[2], const char *const of_move[2],
                            const char *const of_endpoint[2])
{
    const struct field fields[] = {
        {"id", T_UUID, SERVER, .about = english, .about_fr = french, .example = "\"x\""},
        {"version", T_INT, SERVER, .about = english, .about_fr = french, .example = "1"},
        {"state", T_STATE, SERVER, .about = of_field[0], .about_fr = of_field[1]},
    };
    const struct move move = {
        .verb = "shut", .from = BIT(0), .to = BIT(1), .roles = DIRECTOR, .about = of_move[0], .about_fr = of_move[1]};
    const struct flow flow = {.states = states, .initial = BIT(0), .final = BIT(1), .moves = &move, .n_moves = 1};
    const struct resource resource = {.path = "things",
                                      .table = "thing",
                                      .name = "thing",
                                      .about = about[0],
                                      .about_fr = about[1],
                                      .fields = fields,
                                      .n_fields = COUNT_OF(fields),
                                      .flow = &flow,
                                      .state = 2};
    const struct endpoint endpoint = {.path = "sum", .about = of_endpoint[0], .about_fr = of_endpoint[1]};
    const struct resource *const resources[] = {&resource, NULL};
    const struct api api = {.resources = resources, .endpoints = &endpoint, .n_endpoints = 1};
    return resource_check_all(&api);
}

/* It names what is wrong, and what is missing of it. */
static void check_fault(const char *fault, const char *start)
{
    CHECK(fault && strncmp(fault, start, strlen(start)) == 0 && strstr(fault, "sentence"));
}

static void test_sentences(void)
{
    const char *const whole[2] = {english, french};
    const struct {
        const char *label, *text[2];
    } rows[] = {
        {"no French", {english, NULL}},
        {"no English", {NULL, french}},
        {"empty", {english, ""}},
        {"no full stop", {english, "Choses que l'on garde"}},
        {"no capital", {english, "choses que l'on garde."}},
    };
    test_row("whole");
    CHECK_TEXT(fault_of(whole, whole, whole, whole), NULL);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        check_fault(fault_of(rows[i].text, whole, whole, whole), "things: ");
        check_fault(fault_of(whole, rows[i].text, whole, whole), "things.state: ");
        check_fault(fault_of(whole, whole, rows[i].text, whole), "things: a move");
        check_fault(fault_of(whole, whole, whole, rows[i].text), "sum: ");
        const struct field part = {"from", T_DATE, .about = rows[i].text[0], .about_fr = rows[i].text[1], .example = "\"x\""};
        const struct endpoint parts[] = {{.path = "sum", .about = english, .about_fr = french, .params = &part, .n_params = 1},
                                         {.path = "sum", .about = english, .about_fr = french, .body = &part, .n_body = 1},
                                         {.path = "sum", .about = english, .about_fr = french, .answer = &part, .n_answer = 1}};
        for (size_t part_of = 0; part_of < COUNT_OF(parts); part_of++) {
            const struct resource *const none[] = {NULL};
            const struct api api = {.resources = none, .endpoints = &parts[part_of], .n_endpoints = 1};
            check_fault(resource_check_all(&api), "sum.from: ");
        }
    }
}

static void test_restricted(void)
{
    static const struct {
        const char *label;
        uint32_t read, see;
        bool right;
    } rows[] = {
        {"director and counsellor", ACCOMPANIERS, 0, true},
        {"and the sender", ACCOMPANIERS | PRESCRIBER, 0, true},
        {"hidden from the others", STAFF | PRESCRIBER, ACCOMPANIERS, true},
        {"shown to a supervisor", ACCOMPANIERS | SUPERVISOR, 0, false},
        {"shown to the office", STAFF, ACCOMPANIERS | OFFICE, false},
        {"shown to a partner", ACCOMPANIERS | PARTNER, 0, false},
        {"of nobody there", ACCOMPANIERS, ACCOMPANIERS | OFFICE, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct field fields[] = {
            {"id", T_UUID, SERVER, .about = english, .about_fr = french, .example = "\"x\""},
            {"version", T_INT, SERVER, .about = english, .about_fr = french, .example = "1"},
            {"rqth", T_BOOL, RESTRICTED, .see = rows[i].see, .about = english, .about_fr = french, .example = "true"},
        };
        const struct resource resource = {.path = "things",
                                          .about = english,
                                          .about_fr = french,
                                          .fields = fields,
                                          .n_fields = COUNT_OF(fields),
                                          .actions = {[ACTION_READ] = rows[i].read},
                                          .subject = {.column = "id", .purpose = "employment"}};
        const struct resource *const resources[] = {&resource, NULL};
        const char *fault = resource_check_all(&(struct api){.resources = resources});
        test_row(rows[i].label);
        CHECK(rows[i].right ? fault == NULL : fault && strstr(fault, "things.rqth: a restricted field"));
    }
}

/* Whose reading is told must be known; what is read from elsewhere has no validator. */
static void test_flags(void)
{
    static const struct {
        const char *label;
        uint32_t flags;
        const char *sql, *of, *fault;
    } rows[] = {
        {"restricted, of somebody", RESTRICTED, NULL, "select 1", NULL},
        {"restricted, of nobody", RESTRICTED, NULL, NULL, "things.known: a restricted field needs a subject"},
        {"computed from the row", 0, "t.version > 1", NULL, NULL},
        {"read from elsewhere", UNVERSIONED, "select true from other", NULL, NULL},
        {"read from elsewhere, unsaid", 0, "select true from other", NULL, "things.known: what is read from another table"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct field fields[] = {
            {"id", T_UUID, SERVER, .about = english, .about_fr = french, .example = "\"x\""},
            {"version", T_INT, SERVER, .about = english, .about_fr = french, .example = "1"},
            {"known", T_BOOL, rows[i].flags, .sql = rows[i].sql, .about = english, .about_fr = french, .example = "true"},
        };
        const struct resource resource = {.path = "things",
                                          .about = english,
                                          .about_fr = french,
                                          .fields = fields,
                                          .n_fields = COUNT_OF(fields),
                                          .subject = {.sql = rows[i].of, .purpose = rows[i].of ? "employment" : NULL}};
        const struct resource *const resources[] = {&resource, NULL};
        const char *fault = resource_check_all(&(struct api){.resources = resources});
        test_row(rows[i].label);
        CHECK(rows[i].fault ? fault && strstr(fault, rows[i].fault) : fault == NULL);
    }
}

/* What is about a person says what it is for; what stands under a person names its column. */
static void test_subjects(void)
{
    const struct subject right = {.column = "id", .made = english, .made_fr = french, .purpose = "employment"};
    const struct field plain[] = {
        {"id", T_UUID, SERVER, .about = english, .about_fr = french, .example = "\"x\""},
        {"version", T_INT, SERVER, .about = english, .about_fr = french, .example = "1"},
    };
    const struct resource person = {.path = "things",
                                    .table = "thing",
                                    .name = "thing",
                                    .about = english,
                                    .about_fr = french,
                                    .fields = plain,
                                    .n_fields = COUNT_OF(plain),
                                    .subject = right};
    struct resource under = person, wrong[3];
    under.path = "log";
    under.n_fields = 1;
    under.under = "things";
    under.parent_column = "thing_id";
    under.subject = (struct subject){0};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        wrong[i] = i < 1 ? person : under;
    wrong[0].subject.purpose = NULL;
    wrong[1].parent_column = NULL;
    wrong[2].under = "log";
    const struct resource *resources[] = {&person, &under, NULL};
    const struct api api = {.resources = resources};
    test_row("right");
    CHECK_TEXT(resource_check_all(&api), NULL);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        test_row((const char *[]){"no purpose", "no column", "under no person"}[i]);
        resources[i < 1 ? 0 : 1] = &wrong[i];
        CHECK(resource_check_all(&api) != NULL);
        resources[0] = &person;
        resources[1] = &under;
    }
}

int main(void)
{
    test_flags();
    test_restricted();
    test_sentences();
    test_subjects();
    return test_done();
}
