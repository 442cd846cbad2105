#include "core/findings.h"

#include "test.h"

static void test_fill(void)
{
    struct findings findings = {0};
    CHECK(findings_of(&findings, CONTRACT_OVERLAP) == NULL);
    finding_day(finding_int(findings_error(&findings, CONTRACT_TOO_SHORT, "ends_on"), 0, 4), 1, 100);
    finding_text(findings_warn(&findings, WORKSITE_FULL, NULL), 0, "twelve");
    finding_minutes(findings_error(&findings, CONTRACT_HOURS_LOW, "weekly_minutes"), 0, 1200);
    CHECK_INT(findings.count, 3);
    CHECK_INT(findings.errors, 2);
    CHECK(!findings.truncated);
    const struct finding *found = findings_of(&findings, CONTRACT_TOO_SHORT);
    CHECK(found && found->severity == SEVERITY_ERROR);
    CHECK_TEXT(found->field, "ends_on");
    CHECK_INT(found->values[0].kind, VALUE_INT);
    CHECK_INT(found->values[0].number, 4);
    CHECK_INT(found->values[1].kind, VALUE_DAY);
    CHECK_INT(found->values[1].number, 100);
    CHECK_INT(found->values[2].kind, VALUE_NONE);
    found = findings_of(&findings, WORKSITE_FULL);
    CHECK(found && found->severity == SEVERITY_WARNING && !found->field);
    CHECK_TEXT(found->values[0].text, "twelve");
    CHECK_INT(findings_of(&findings, CONTRACT_HOURS_LOW)->values[0].kind, VALUE_MINUTES);
}

/* The list is bounded: what is over is counted, and no error gives its place to a warning while a warning is there. */
static void test_full(void)
{
    struct findings findings = {0};
    findings_error(&findings, CONTRACT_OVERLAP, NULL);
    for (int i = 0; i < 2 * FINDINGS_MAX; i++)
        findings_warn(&findings, WORKSITE_FULL, NULL);
    CHECK_INT(findings.count, FINDINGS_MAX);
    CHECK(findings.truncated);
    CHECK_INT(findings.errors, 1);
    CHECK(findings_of(&findings, CONTRACT_OVERLAP) != NULL);
    findings_error(&findings, PATH_ENDED, "path_id");
    CHECK_INT(findings.errors, 2);
    CHECK(findings_of(&findings, PATH_ENDED) != NULL);
    for (int i = 0; i < 2 * FINDINGS_MAX; i++)
        findings_error(&findings, CONTRACT_HOURS_LOW, NULL);
    CHECK_INT(findings.count, FINDINGS_MAX);
    CHECK_INT(findings.errors, 2 + 2 * FINDINGS_MAX);
    CHECK(findings_of(&findings, WORKSITE_FULL) == NULL);
    CHECK(findings_of(&findings, CONTRACT_OVERLAP) != NULL);
}

int main(void)
{
    test_fill();
    test_full();
    return test_done();
}
