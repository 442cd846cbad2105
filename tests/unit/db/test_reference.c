#include "core/problem.h"
#include "db/embedded.h"
#include "reference_parse.h"
#include "test.h"

static void test_parse(void)
{
    struct reference_list list;
    test_row("a list");
    CHECK_TEXT(reference_parse("colours", "code;label_fr;asp\nred;Rouge;1\nblue;Bleu;\n", &list), NULL);
    CHECK_TEXT(list.name, "colours");
    CHECK_INT(list.n_columns, 3);
    CHECK_INT(list.n_rows, 2);
    CHECK_TEXT(list.columns[2], "asp");
    CHECK_TEXT(list.cells[0], "red");
    CHECK_TEXT(list.cells[4], "Bleu");
    CHECK_TEXT(list.cells[5], "");
    reference_discard(&list);
    reference_discard(&list);

    test_row("no line but the header");
    CHECK_TEXT(reference_parse("colours", "code\n", &list), NULL);
    CHECK_INT(list.n_rows, 0);
    reference_discard(&list);
}

static void test_malformed(void)
{
    static const struct {
        const char *label, *text;
    } rows[] = {
        {"empty", ""},
        {"last line not ended", "code;label\na;b"},
        {"a cell too few", "code;label\na\n"},
        {"a cell too many", "code;label\na;b;c\n"},
        {"an empty line", "code;label\n\na;b\n"},
        {"an empty code", "code;label\n;b\n"},
        {"quotes", "code;label\na;\"b;c\"\n"},
        {"carriage return", "code;label\r\na;b\r\n"},
        {"a column twice", "code;code\na;b\n"},
        {"a column without name", "code;\na;b\n"},
        {"a column that is no identifier", "code;label fr\na;b\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct reference_list list;
        test_row(rows[i].label);
        CHECK(reference_parse("x", rows[i].text, &list) != NULL);
        CHECK(list.cells == NULL);
    }
}

/* Every embedded list is found by name, and every row by its code. */
static void test_embedded(void)
{
    unsigned count, files = 0, lost = 0;
    reference_load();
    reference_load();
    const struct reference_list *lists = reference_lists(&count);
    for (const struct embedded_reference *file = embedded_references; file->name; file++)
        files++;
    test_row("embedded");
    CHECK_INT(count, files - 1); /* parameters are no list */
    CHECK(reference_list("parameters") == NULL);
    for (unsigned i = 0; i < count; i++) {
        test_row(lists[i].name);
        CHECK(reference_list(lists[i].name) == &lists[i]);
        CHECK(lists[i].n_rows > 0);
        for (unsigned row = 0; row < lists[i].n_rows; row++) {
            const char *code = reference_cell(&lists[i], (int)row, "code");
            lost += reference_row(&lists[i], code, strlen(code)) != (int)row;
        }
    }
    CHECK_INT(lost, 0);
}

static void test_lookup(void)
{
    const struct reference_list *list = reference_list("refusal_reasons");
    test_row("lookup");
    if (!CHECK(list != NULL))
        return;
    const char text[] = "did_not_come, and more";
    int row = reference_row(list, text, strlen("did_not_come"));
    CHECK_TEXT(reference_cell(list, row, "label_fr"), "Candidat non joignable");
    CHECK(reference_cell(list, row, "nothing") == NULL);
    CHECK(reference_cell(list, -1, "code") == NULL);
    CHECK_INT(reference_row(list, text, strlen(text)), -1);
    CHECK_INT(reference_row(list, "did_not_com", strlen("did_not_com")), -1);
    CHECK_INT(reference_row(list, "", 0), -1);
    CHECK_INT(reference_row(list, "did_not_come\0", strlen("did_not_come") + 1), -1);
    CHECK(reference_list("nothing") == NULL);
}

int main(void)
{
    test_parse();
    test_malformed();
    test_embedded();
    test_lookup();
    return test_done();
}
