/* Reading the answers of a transaction. An answer that was not given reads as no rows. */
#include <stdlib.h>

#include "pg.h"

static const PGresult *result_of(const struct tx *tx, unsigned answer)
{
    return answer < TX_STATEMENTS ? tx->answers[answer] : NULL;
}

unsigned tx_rows(const struct tx *tx, unsigned answer)
{
    return (unsigned)PQntuples(result_of(tx, answer));
}

unsigned tx_columns(const struct tx *tx, unsigned answer)
{
    return (unsigned)PQnfields(result_of(tx, answer));
}

const char *tx_text(const struct tx *tx, unsigned answer, unsigned row, unsigned column)
{
    const PGresult *result = result_of(tx, answer);
    if (row >= (unsigned)PQntuples(result) || column >= (unsigned)PQnfields(result))
        return NULL;
    return PQgetisnull(result, (int)row, (int)column) ? NULL : PQgetvalue(result, (int)row, (int)column);
}

size_t tx_length(const struct tx *tx, unsigned answer, unsigned row, unsigned column)
{
    const PGresult *result = result_of(tx, answer);
    if (row >= (unsigned)PQntuples(result) || column >= (unsigned)PQnfields(result))
        return 0;
    return (size_t)PQgetlength(result, (int)row, (int)column);
}

const char *tx_cell(const struct tx *tx, unsigned answer, unsigned row, unsigned column, size_t *ret_length)
{
    const PGresult *result = tx->answers[answer];
    *ret_length = (size_t)PQgetlength(result, (int)row, (int)column);
    if (*ret_length == 0 && PQgetisnull(result, (int)row, (int)column))
        return NULL;
    return PQgetvalue(result, (int)row, (int)column);
}

uint64_t tx_affected(const struct tx *tx, unsigned answer)
{
    PGresult *result = answer < TX_STATEMENTS ? tx->answers[answer] : NULL;
    return result ? strtoull(PQcmdTuples(result), NULL, 10) : 0;
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
