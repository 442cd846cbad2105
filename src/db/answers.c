/* Reading the answers of a transaction. An answer that was not given reads as no rows. */
#include <stdlib.h>

#include "pg.h"

unsigned tx_rows(const struct tx *tx, unsigned answer)
{
    return answer < TX_STATEMENTS ? tx->answers[answer].rows : 0;
}

unsigned tx_columns(const struct tx *tx, unsigned answer)
{
    return answer < TX_STATEMENTS ? tx->answers[answer].columns : 0;
}

const char *tx_text(const struct tx *tx, unsigned answer, unsigned row, unsigned column)
{
    size_t length;
    return answer < TX_STATEMENTS ? tx_cell(tx, answer, row, column, &length) : NULL;
}

size_t tx_length(const struct tx *tx, unsigned answer, unsigned row, unsigned column)
{
    size_t length = 0;
    if (answer < TX_STATEMENTS)
        tx_cell(tx, answer, row, column, &length);
    return length;
}

const char *tx_cell_of_libpq(const struct answer *answer, unsigned row, unsigned column, size_t *ret_length)
{
    *ret_length = (size_t)PQgetlength(answer->result, (int)row, (int)column);
    if (*ret_length == 0 && PQgetisnull(answer->result, (int)row, (int)column))
        return NULL;
    return PQgetvalue(answer->result, (int)row, (int)column);
}

int64_t tx_int(const struct tx *tx, unsigned answer, unsigned row, unsigned column)
{
    const char *text = tx_text(tx, answer, row, column);
    return text ? strtoll(text, NULL, 10) : 0;
}

bool tx_bool(const struct tx *tx, unsigned answer, unsigned row, unsigned column)
{
    const char *text = tx_text(tx, answer, row, column);
    return text && text[0] == 't';
}

day_t tx_day(const struct tx *tx, unsigned answer, unsigned row, unsigned column)
{
    return day_from_sql(tx_text(tx, answer, row, column));
}
