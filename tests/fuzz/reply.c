/* What a server says to a group of reads. The first byte is where the reply is cut in two, for it comes in parts: whole or cut,
 * it is read the same, and every value read lies within it and ends with a NUL. */
#include "../../src/db/message.h"
#include "db/said.h"
#include "fuzz.h"

static const enum expected steps[] = {EXPECT_CLOSED, EXPECT_PARSED, EXPECT_ROWS, EXPECT_ROWS, EXPECT_READY};
enum { STEPS = sizeof steps / sizeof *steps };

struct heard {
    unsigned done;
    enum reply_state state; /* of the step that is not done */
    unsigned rows[STEPS], columns[STEPS];
    size_t first_cell[STEPS];
};

static void hear(struct reply *reply, struct heard *heard, const uint8_t *data, size_t size)
{
    buffer_add(&reply->bytes, (const char *)data, size);
    trim(&reply->bytes);
    while (heard->done < STEPS && (heard->state = reply_read(reply, steps[heard->done])) == REPLY_DONE) {
        heard->rows[heard->done] = reply->rows;
        heard->columns[heard->done] = reply->columns;
        heard->first_cell[heard->done++] = reply->first_cell;
    }
}

static void check_cells(const struct reply *reply)
{
    PROMISE(reply->at <= reply->bytes.length);
    for (size_t i = 0; i < reply->n_cells; i++) {
        const struct cell *cell = &reply->cells[i];
        size_t end = cell->at + (cell->length < 0 ? 0 : (size_t)cell->length);
        PROMISE(cell->length >= -1 && end <= reply->bytes.length);
        if (cell->length >= 0 && end < reply->at)
            PROMISE(reply->bytes.data[end] == '\0');
    }
}

static void check_text(const struct reply *reply, const char *text)
{
    const char *bytes = reply->bytes.data;
    PROMISE(*text == '\0' || (text > bytes && text + strlen(text) < bytes + reply->at));
}

static void check_refusal(const struct reply *reply)
{
    check_text(reply, reply->refusal.severity);
    check_text(reply, reply->refusal.sqlstate);
    check_text(reply, reply->refusal.constraint);
    check_text(reply, reply->refusal.message);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reply whole = {0}, cut = {0};
    struct heard once = {0}, twice = {0};
    if (size == 0)
        return 0;
    size_t first = data[0] < size - 1 ? data[0] : size - 1;
    data++, size--;
    hear(&whole, &once, data, size);
    hear(&cut, &twice, data, first);
    if (twice.state == REPLY_DONE || twice.state == REPLY_PART)
        hear(&cut, &twice, data + first, size - first);
    check_cells(&whole);
    check_cells(&cut);
    PROMISE(once.done == twice.done && once.state == twice.state);
    for (unsigned i = 0; i < once.done; i++)
        PROMISE(once.rows[i] == twice.rows[i] && once.columns[i] == twice.columns[i] &&
                once.first_cell[i] == twice.first_cell[i]);
    PROMISE(whole.n_cells == cut.n_cells);
    for (size_t i = 0; i < whole.n_cells && i < cut.n_cells; i++)
        PROMISE(memcmp(&whole.cells[i], &cut.cells[i], sizeof whole.cells[i]) == 0);
    if (once.state == REPLY_REFUSED)
        check_refusal(&whole);
    reply_done(&whole);
    reply_done(&cut);
    return 0;
}
