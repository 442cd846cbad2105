#include "sqlstate.h"
#include "test.h"

static void test_classes(void)
{
    static const struct {
        const char *sqlstate, *constraint;
        enum problem problem;
        const char *field;
        bool retry;
    } rows[] = {
        {"23505", "structure_siret_key", DUPLICATE, "siret", false},
        {"23505", "contract_renews_key_of_nobody", DUPLICATE, NULL, false},
        {"23505", NULL, DUPLICATE, NULL, false},
        {"23503", "nobody_fkey", FIELD_REFERENCE, NULL, false},
        {"23001", NULL, IN_USE, NULL, false},
        {"23514", "worksite_capacity", FIELD_RANGE, "capacity", false},
        {"23514", "nobody", CONSTRAINT_VIOLATED, NULL, false},
        {"23P01", "agreement_no_overlap", AGREEMENT_OVERLAP, "starts_on", false},
        {"23P01", "nobody", CONSTRAINT_VIOLATED, NULL, false},
        {"23502", NULL, INTERNAL, NULL, false},
        {"40001", NULL, UNAVAILABLE, NULL, true},
        {"40P01", NULL, UNAVAILABLE, NULL, true},
        {"40002", NULL, INTERNAL, NULL, false},
        {"55P03", NULL, UNAVAILABLE, NULL, false},
        {"55000", NULL, INTERNAL, NULL, false},
        {"57014", NULL, UNAVAILABLE, NULL, false},
        {"57P01", NULL, UNAVAILABLE, NULL, false},
        {"57P03", NULL, UNAVAILABLE, NULL, false},
        {"53300", NULL, UNAVAILABLE, NULL, false},
        {"25P03", NULL, UNAVAILABLE, NULL, false},
        {"25P02", NULL, INTERNAL, NULL, false},
        {"25006", NULL, UNAVAILABLE, NULL, false},
        {"08006", NULL, UNAVAILABLE, NULL, false},
        {"42501", NULL, INTERNAL, NULL, false},
        {"22P02", NULL, INTERNAL, NULL, false},
        {"42703", "structure_siret_key", INTERNAL, NULL, false}, /* only integrity violations look at constraints */
        {NULL, NULL, INTERNAL, NULL, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct tx_failure failure;
        test_row(rows[i].sqlstate ? rows[i].sqlstate : "none");
        failure_from_sqlstate(&failure, rows[i].sqlstate, rows[i].constraint);
        CHECK_INT(failure.problem, rows[i].problem);
        CHECK_TEXT(failure.field, rows[i].field);
        CHECK_INT(failure.retry, rows[i].retry);
        CHECK_TEXT(failure.sqlstate, rows[i].sqlstate ? rows[i].sqlstate : "");
        CHECK_TEXT(failure.constraint, rows[i].constraint ? rows[i].constraint : "");
    }
}

/* A longer text than PostgreSQL gives is cut, not written past its place. */
static void test_bounds(void)
{
    struct tx_failure failure;
    char name[200];
    memset(name, 'n', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    test_row("bounds");
    failure_from_sqlstate(&failure, "23505666", name);
    CHECK_TEXT(failure.sqlstate, "23505");
    CHECK_INT(strlen(failure.constraint), sizeof(failure.constraint) - 1);
}

static void test_rows(void)
{
    const char *name, *field, *other;
    enum problem problem;
    unsigned count = 0, twice = 0;
    for (; constraint_row(count, &name, &problem, &field); count++) {
        test_row(name);
        CHECK(problem > PROBLEM_NONE && problem < N_PROBLEMS);
        CHECK(strlen(name) < 64);
        for (unsigned i = 0; i < count; i++)
            twice += constraint_row(i, &other, &problem, &field) && strcmp(name, other) == 0;
    }
    test_row("each constraint once");
    CHECK_INT(twice, 0);
    CHECK(count > 50);
}

int main(void)
{
    test_classes();
    test_bounds();
    test_rows();
    return test_done();
}
