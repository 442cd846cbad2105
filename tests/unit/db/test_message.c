/* The messages of reads: what is said, byte by byte; what is heard, however it is cut; and all that must be refused. */
#include "message.h"

#include "said.h"
#include "test.h"

static void check_bytes(const struct buffer *out, const char *expected, size_t length)
{
    CHECK_INT(out->length, length);
    CHECK(out->length == length && memcmp(out->data, expected, length) == 0);
}

/* After the tables of §55.7. */
static void test_said(void)
{
    struct buffer out = {0};
    struct statement statement = {.n_params = 3};
    test_row("Parse");
    message_parse(&out, "a1", "select $1");
    check_bytes(&out, TEXT("P\0\0\0\x13"
                           "a1\0"
                           "select $1\0"
                           "\0\0"));
    out.length = 0;
    test_row("Bind, Execute");
    message_ask(&out, "a1", &statement, (const char *[]){"xyz", NULL, ""});
    check_bytes(&out, TEXT("B\0\0\0\x1f"
                           "\0"
                           "a1\0"
                           "\0\0"
                           "\0\3"
                           "\0\0\0\3xyz"
                           "\xff\xff\xff\xff"
                           "\0\0\0\0"
                           "\0\1\0\0"
                           "E\0\0\0\x09"
                           "\0"
                           "\0\0\0\0"));
    out.length = 0;
    test_row("Bind of no value, answered in binary form, without a name");
    statement = (struct statement){.binary = true};
    message_ask(&out, "", &statement, NULL);
    check_bytes(&out, TEXT("B\0\0\0\x0e"
                           "\0"
                           "\0"
                           "\0\0"
                           "\0\0"
                           "\0\1\0\1"
                           "E\0\0\0\x09"
                           "\0"
                           "\0\0\0\0"));
    out.length = 0;
    test_row("Close, Sync");
    message_close(&out, "a1");
    message_sync(&out);
    check_bytes(&out, TEXT("C\0\0\0\x08Sa1\0"
                           "S\0\0\0\4"));
    buffer_done(&out);
}

#define NOTICE "N\0\0\0\x0cMwater\0\0"
#define CHANGED                                                                                                                  \
    "S\0\0\0\x0d"                                                                                                                \
    "TimeZone\0" /* a value is missing: it is not looked at */
#define NOTIFIED                                                                                                                 \
    "A\0\0\0\x0c\0\0\0\1"                                                                                                        \
    "ab\0\0"
#define ROW "D\0\0\0\x18\0\4\0\0\0\2ab\xff\xff\xff\xff\0\0\0\0\0\0\0\0"    /* "ab", null, "", "" */
#define OTHER "D\0\0\0\x19\0\4\0\0\0\0\0\0\0\3xyz\xff\xff\xff\xff\0\0\0\0" /* "", "xyz", null, "" */
#define WIDER "D\0\0\0\x0a\0\1\xff\xff\xff\xff"                            /* one null */
#define REFUSED "E\0\0\0\x27SERREUR\0VERROR\0C22012\0nno_way\0Mno\0\0"

static void hear(struct reply *reply, const char *bytes, size_t length)
{
    buffer_add(&reply->bytes, bytes, length);
}

static const char *cell(const struct reply *reply, size_t number)
{
    const struct cell *cell = &reply->cells[number];
    const char *text = reply->bytes.data + cell->at;
    if (cell->length >= 0)
        CHECK_INT(text[cell->length], 0);
    return cell->length < 0 ? NULL : text;
}

static void check_two_rows(const struct reply *reply)
{
    static const char *const expected[] = {"ab", NULL, "", "", "", "xyz", NULL, ""};
    CHECK_INT(reply->rows, 2);
    CHECK_INT(reply->columns, 4);
    for (unsigned i = 0; i < COUNT_OF(expected) && reply->n_cells >= reply->first_cell + COUNT_OF(expected); i++)
        CHECK_TEXT(cell(reply, reply->first_cell + i), expected[i]);
}

/* A round trip whole: a statement forgotten, one prepared, two asked, with asides between all of it. */
static const char whole[] = NOTICE CLOSED PARSED BOUND ROW NOTICE OTHER COMPLETE NOTIFIED BOUND COMPLETE CHANGED READY;
static const enum expected steps[] = {EXPECT_CLOSED, EXPECT_PARSED, EXPECT_ROWS, EXPECT_ROWS, EXPECT_READY};

static void test_heard(void)
{
    size_t length = sizeof whole - 1;
    test_row("heard in two parts, cut anywhere");
    for (size_t cut = 0; cut <= length; cut++) {
        struct reply reply = {0};
        unsigned done = 0;
        size_t first = 0;
        hear(&reply, whole, cut);
        for (unsigned part = 0; part < 2; part++) {
            enum reply_state state = REPLY_DONE;
            while (done < COUNT_OF(steps) && (state = reply_read(&reply, steps[done])) == REPLY_DONE)
                if (++done == 3) {
                    first = reply.first_cell;
                    CHECK_INT(reply.rows, 2);
                }
            CHECK(done == COUNT_OF(steps) || state == REPLY_PART);
            if (part == 0)
                hear(&reply, whole + cut, length - cut);
        }
        CHECK_INT(done, COUNT_OF(steps));
        CHECK_INT(reply.at, length);
        CHECK_INT(reply.rows, 0); /* of the second statement */
        reply.first_cell = first, reply.rows = 2, reply.columns = 4;
        check_two_rows(&reply);
        reply_done(&reply);
    }
    test_row("heard a byte at a time, again after a reset");
    struct reply reply = {0};
    for (unsigned turn = 0; turn < 2; turn++) {
        unsigned done = 0;
        for (size_t i = 0; i < length; i++) {
            hear(&reply, whole + i, 1);
            while (done < COUNT_OF(steps) && reply_read(&reply, steps[done]) == REPLY_DONE)
                if (++done == 3)
                    check_two_rows(&reply);
        }
        CHECK_INT(done, COUNT_OF(steps));
        reply_reset(&reply);
        CHECK(reply.at == 0 && reply.bytes.length == 0 && reply.n_cells == 0);
    }
    reply_done(&reply);
}

static void test_refused(void)
{
    struct reply reply = {0};
    test_row("refused after a row");
    hear(&reply, TEXT(BOUND ROW REFUSED READY));
    CHECK_INT(reply_read(&reply, EXPECT_ROWS), REPLY_REFUSED);
    CHECK_TEXT(reply.refusal.severity, "ERROR");
    CHECK_TEXT(reply.refusal.sqlstate, "22012");
    CHECK_TEXT(reply.refusal.constraint, "no_way");
    CHECK_TEXT(reply.refusal.message, "no");
    CHECK_INT(reply_read(&reply, EXPECT_READY), REPLY_DONE);
    reply_reset(&reply);
    test_row("refused without saying why");
    hear(&reply, TEXT("E\0\0\0\5\0" READY));
    CHECK_INT(reply_read(&reply, EXPECT_PARSED), REPLY_REFUSED);
    CHECK_TEXT(reply.refusal.sqlstate, "");
    CHECK_INT(reply_read(&reply, EXPECT_READY), REPLY_DONE);
    reply_reset(&reply);
    test_row("refused where the transaction should have ended");
    hear(&reply, TEXT(REFUSED READY));
    CHECK_INT(reply_read(&reply, EXPECT_READY), REPLY_REFUSED);
    CHECK_INT(reply_read(&reply, EXPECT_READY), REPLY_DONE);
    reply_reset(&reply);
    test_row("rows after a refusal begin anew");
    hear(&reply, TEXT(BOUND ROW REFUSED BOUND OTHER COMPLETE));
    CHECK_INT(reply_read(&reply, EXPECT_ROWS), REPLY_REFUSED);
    CHECK_INT(reply_read(&reply, EXPECT_ROWS), REPLY_DONE);
    CHECK_INT(reply.rows, 1);
    CHECK_TEXT(cell(&reply, reply.first_cell + 1), "xyz");
    reply_done(&reply);
}

struct wrong {
    const char *label;
    enum expected expected;
    const char *bytes;
    size_t length;
};

static const struct wrong wrongs[] = {
    {"rows before they are bound", EXPECT_ROWS, TEXT(ROW)},
    {"the end before the beginning", EXPECT_ROWS, TEXT(COMPLETE)},
    {"bound twice", EXPECT_ROWS, TEXT(BOUND BOUND)},
    {"bound with something", EXPECT_ROWS, TEXT("2\0\0\0\5x")},
    {"ready in the middle of rows", EXPECT_ROWS, TEXT(BOUND ROW READY)},
    {"prepared in the middle of rows", EXPECT_ROWS, TEXT(BOUND ROW PARSED)},
    {"a description, which was not asked", EXPECT_ROWS, TEXT(BOUND "T\0\0\0\6\0\0")},
    {"rows of another width", EXPECT_ROWS, TEXT(BOUND ROW WIDER)},
    {"more columns than PostgreSQL has", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\6\xff\xff")},
    {"fewer columns than said", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\x0a\0\2\xff\xff\xff\xff")},
    {"more columns than said", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\x0e\0\1\xff\xff\xff\xff\xff\xff\xff\xff")},
    {"half a count of columns", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\5\0")},
    {"a value longer than its row", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\x0c\0\1\0\0\0\3ab")},
    {"a value shorter than its row", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\x0c\0\1\0\0\0\1ab")},
    {"a length below null", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\x0a\0\1\xff\xff\xff\xfe")},
    {"the longest length", EXPECT_ROWS, TEXT(BOUND "D\0\0\0\x0a\0\1\x7f\xff\xff\xff")},
    {"the portal was left", EXPECT_ROWS, TEXT(BOUND ROW "s\0\0\0\4")},
    {"rows where a name was to be forgotten", EXPECT_CLOSED, TEXT(BOUND)},
    {"forgotten where it was to be prepared", EXPECT_PARSED, TEXT(CLOSED)},
    {"prepared where it was to be forgotten", EXPECT_CLOSED, TEXT(PARSED)},
    {"prepared with something", EXPECT_PARSED, TEXT("1\0\0\0\5x")},
    {"forgotten with something", EXPECT_CLOSED, TEXT("3\0\0\0\5x")},
    {"rows where nothing more was asked", EXPECT_READY, TEXT(BOUND)},
    {"within a transaction", EXPECT_READY, TEXT("Z\0\0\0\5T")},
    {"within a transaction that failed", EXPECT_READY, TEXT("Z\0\0\0\5E")},
    {"ready without saying how", EXPECT_READY, TEXT("Z\0\0\0\4")},
    {"ready with more", EXPECT_READY, TEXT("Z\0\0\0\6II")},
    {"a refusal without an end", EXPECT_ROWS,
     TEXT("E\0\0\0\x0b"
          "C22012\0")},
    {"a refusal cut in a text", EXPECT_ROWS,
     TEXT("E\0\0\0\x0a"
          "C22012")},
    {"a refusal with more", EXPECT_ROWS, TEXT("E\0\0\0\6\0x")},
    {"an empty refusal", EXPECT_ROWS, TEXT("E\0\0\0\4")},
};

static const struct wrong larges[] = {
    {"a length that does not count itself", EXPECT_PARSED, TEXT("1\0\0\0\3")},
    {"a length of nothing, also of an aside", EXPECT_PARSED, TEXT("N\0\0\0\0")},
    {"a length over all limits", EXPECT_PARSED, TEXT("N\x10\0\0\0")},
    {"a length over all limits, after others", EXPECT_ROWS, TEXT(BOUND "D\x0f\xff\xff\xfb")},
    {"a length that would be negative", EXPECT_PARSED, TEXT("N\xff\xff\xff\xff")},
    {"text of another protocol", EXPECT_PARSED, TEXT("HTTP/1.1 400 Bad Request")},
};

static void check_wrong(const struct wrong *wrong, enum reply_state state)
{
    struct reply reply = {0};
    test_row(wrong->label);
    hear(&reply, wrong->bytes, wrong->length);
    trim(&reply.bytes);
    CHECK_INT(reply_read(&reply, wrong->expected), state);
    reply_done(&reply);
}

static void test_wrong(void)
{
    for (size_t i = 0; i < COUNT_OF(wrongs); i++)
        check_wrong(&wrongs[i], REPLY_WRONG);
    for (size_t i = 0; i < COUNT_OF(larges); i++)
        check_wrong(&larges[i], REPLY_LARGE);
    struct reply reply = {0};
    test_row("as long as may be, and not there yet");
    hear(&reply, TEXT("N\x0f\xff\xff\xff"));
    CHECK_INT(reply_read(&reply, EXPECT_PARSED), REPLY_PART);
    reply_reset(&reply);
    hear(&reply, TEXT(BOUND "D\x0f\xff\xff\xfa"));
    CHECK_INT(reply_read(&reply, EXPECT_ROWS), REPLY_PART);
    reply_done(&reply);
    test_row("rows of no column");
    hear(&reply, TEXT(BOUND "D\0\0\0\6\0\0"
                            "D\0\0\0\6\0\0" COMPLETE));
    CHECK_INT(reply_read(&reply, EXPECT_ROWS), REPLY_DONE);
    CHECK(reply.rows == 2 && reply.columns == 0 && reply.n_cells == 0);
    reply_done(&reply);
}

/* A large reply gives its memory back, a usual one keeps it. */
static void test_memory(void)
{
    struct reply reply = {0};
    test_row("memory");
    hear(&reply, TEXT(BOUND));
    for (unsigned i = 0; i < 70000; i++)
        hear(&reply, TEXT(ROW));
    hear(&reply, TEXT(COMPLETE));
    CHECK_INT(reply_read(&reply, EXPECT_ROWS), REPLY_DONE);
    CHECK(reply.rows == 70000 && reply.columns == 4 && reply.n_cells == 280000);
    CHECK_TEXT(cell(&reply, 279996), "ab");
    reply_reset(&reply);
    CHECK(reply.bytes.capacity == 0 && reply.cells == NULL && reply.cells_room == 0);
    hear(&reply, TEXT(BOUND ROW COMPLETE));
    CHECK_INT(reply_read(&reply, EXPECT_ROWS), REPLY_DONE);
    reply_reset(&reply);
    CHECK_INT(reply.bytes.capacity > 0, REPLY_KEPT > 0);
    CHECK_INT(reply.cells != NULL, CELLS_KEPT > 0);
    reply_done(&reply);
}

int main(void)
{
    test_said();
    test_heard();
    test_refused();
    test_wrong();
    test_memory();
    return test_done();
}
