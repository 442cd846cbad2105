#include "../../../src/http/framing.h"

#include "test.h"

/* At most three headers a row. */
static void test_faults(void)
{
    const struct {
        const char *label, *protocol;
        const char *headers[6];
        const char *fault;
    } rows[] = {
        {"nothing", "HTTP/1.1", {NULL}, NULL},
        {"a length", "HTTP/1.1", {"Host", "x", "Content-Length", "12"}, NULL},
        {"a length of none", "HTTP/1.1", {"Content-Length", "0"}, NULL},
        {"chunks", "HTTP/1.1", {"Host", "x", "Transfer-Encoding", "Chunked"}, NULL},
        {"an older version", "HTTP/1.0", {"Content-Length", "12"}, NULL},
        {"a tab and an accent", "HTTP/1.1", {"X-A", "a\tb\xc3\xa9"}, NULL},
        {"every sign of a name", "HTTP/1.1", {"!#$%&'*+-.^_`|~09azAZ", "x"}, NULL},
        {"a list", "HTTP/1.1", {"Accept", "a,b"}, NULL},
        {"a newer version", "HTTP/1.2", {NULL}, "version"},
        {"a version of two digits", "HTTP/1.10", {NULL}, "version"},
        {"no version", NULL, {NULL}, "version"},
        {"two lengths", "HTTP/1.1", {"Content-Length", "12,12"}, "Content-Length"},
        {"two lengths of two cases", "HTTP/1.1", {"Content-Length", "12", "content-length", "12"}, "Content-Length"},
        {"an empty length", "HTTP/1.1", {"Content-Length", ""}, "Content-Length"},
        {"a length with a sign", "HTTP/1.1", {"Content-Length", "+12"}, "Content-Length"},
        {"a length and a space", "HTTP/1.1", {"Content-Length", "12 "}, "Content-Length"},
        {"an absent value", "HTTP/1.1", {"Content-Length", NULL}, "Content-Length"},
        {"a length and chunks", "HTTP/1.1", {"Content-Length", "12", "Transfer-Encoding", "chunked"}, "Transfer-Encoding"},
        {"chunks and a length", "HTTP/1.1", {"Transfer-Encoding", "chunked", "Content-Length", "12"}, "Transfer-Encoding"},
        {"chunks twice", "HTTP/1.1", {"Transfer-Encoding", "chunked,chunked"}, "Transfer-Encoding"},
        {"another coding", "HTTP/1.1", {"Transfer-Encoding", "gzip, chunked"}, "Transfer-Encoding"},
        {"no coding", "HTTP/1.1", {"Transfer-Encoding", "identity"}, "Transfer-Encoding"},
        {"chunks in HTTP/1.0", "HTTP/1.0", {"Transfer-Encoding", "chunked"}, "Transfer-Encoding"},
        {"two hosts", "HTTP/1.1", {"Host", "x,y"}, "Host"},
        {"two hosts of two cases", "HTTP/1.1", {"Host", "x", "HOST", "x"}, "Host"},
        {"two keys of two cases", "HTTP/1.1", {"Authorization", "a", "authorization", "b"}, "Authorization"},
        {"two types of two cases", "HTTP/1.1", {"Content-Type", "a", "content-type", "a"}, "Content-Type"},
        {"a space in a name", "HTTP/1.1", {"X A", "a"}, "header"},
        {"a space after a name", "HTTP/1.1", {"X-A ", "a"}, "header"},
        {"an empty name", "HTTP/1.1", {"", "a"}, "header"},
        {"an accent in a name", "HTTP/1.1", {"X-\xc3\xa9", "a"}, "header"},
        {"a carriage return", "HTTP/1.1", {"X-A", "a\rX-B: b"}, "header"},
        {"a control character", "HTTP/1.1", {"X-A", "a\x01"}, "header"},
        {"DEL", "HTTP/1.1", {"X-A", "a\x7f"}, "header"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        char *names[3], *values[3];
        unsigned count = 0;
        for (; count < 3 && rows[i].headers[2 * count]; count++) {
            names[count] = (char *)rows[i].headers[2 * count];
            values[count] = (char *)rows[i].headers[2 * count + 1];
        }
        CHECK_TEXT(framing_fault(rows[i].protocol, names, values, count), rows[i].fault);
    }
}

int main(void)
{
    test_faults();
    return test_done();
}
