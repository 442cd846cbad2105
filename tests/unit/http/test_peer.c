#include "../../../src/http/peer.h"

#include <arpa/inet.h>

#include "../../../src/http/trace.h"
#include "test.h"

/* As the library gives it: cut after sizeof(struct sockaddr). */
static void name_of(const char *address, const char *forwarded_for, char name[static PEER_TEXT])
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    struct sockaddr cut;
    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
        memcpy(&cut, &v4, sizeof cut);
    } else {
        inet_pton(AF_INET6, address, &v6.sin6_addr);
        memcpy(&cut, &v6, sizeof cut);
    }
    peer_name(&cut, forwarded_for, name);
}

static void test_names(void)
{
    const struct {
        const char *address, *forwarded_for, *name;
    } rows[] = {
        {"192.0.2.7", NULL, "192.0.2.7"},
        {"127.0.0.1", NULL, ""},
        {"127.0.0.1", "198.51.100.4", "198.51.100.4"},
        {"127.0.0.1", "1.1.1.1, 198.51.100.4", "198.51.100.4"},
        {"127.0.0.1", "1.1.1.1,198.51.100.4 ", "198.51.100.4"},
        {"127.0.0.1", "1.1.1.1, unknown", ""},
        {"127.0.0.1", "198.51.100.4 x", ""},
        {"127.0.0.1", "198.51.100.4,", ""},
        {"127.0.0.1", "", ""},
        {"127.0.0.1", "an-address-much-longer-than-any-address-of-the-internet-can-be", ""},
        {"192.0.2.7", "not an address", "192.0.2.7"},
        {"::1", NULL, ""},
        {"2001:db8:1:2:3:4:5:6", NULL, "2001:0db8:0001:0002::/64"},
        {"2001:db8:1:2:ffff::1", NULL, "2001:0db8:0001:0002::/64"},
        {"::1", "2001:db8:1:3::9", "2001:0db8:0001:0003::/64"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char name[PEER_TEXT];
        test_row(rows[i].forwarded_for ? rows[i].forwarded_for : rows[i].address);
        name_of(rows[i].address, rows[i].forwarded_for, name);
        CHECK_TEXT(name, rows[i].name);
    }
    char name[PEER_TEXT];
    peer_name(NULL, NULL, name);
    CHECK_TEXT(name, "");
}

#define TRACE "4bf92f3577b34da6a3ce929d0e0e4736"
#define SPAN "00f067aa0ba902b7"

static void test_traces(void)
{
    const struct {
        const char *traceparent;
        bool right;
    } rows[] = {
        {"00-" TRACE "-" SPAN "-01", true},
        {"00-" TRACE "-" SPAN "-00", true},
        {"01-" TRACE "-" SPAN "-01-more", true},
        {"cc-" TRACE "-" SPAN "-01", true},
        {NULL, false},
        {"", false},
        {"00-" TRACE "-" SPAN "-01-more", false},
        {"01-" TRACE "-" SPAN "-01more", false},
        {"ff-" TRACE "-" SPAN "-01", false},
        {"00-" TRACE "-" SPAN, false},
        {"00-" TRACE "-" SPAN "-1", false},
        {"00-" TRACE "-" SPAN "-0g", false},
        {"00-4BF92F3577B34DA6A3CE929D0E0E4736-" SPAN "-01", false},
        {"00-00000000000000000000000000000000-" SPAN "-01", false},
        {"00-" TRACE "-0000000000000000-01", false},
        {"00_" TRACE "-" SPAN "-01", false},
        {" 00-" TRACE "-" SPAN "-01", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].traceparent ? rows[i].traceparent : "none");
        struct trace trace = trace_read(rows[i].traceparent);
        CHECK_TEXT(trace.trace_id, rows[i].right ? TRACE : "");
        CHECK_TEXT(trace.span_id, rows[i].right ? SPAN : "");
    }
}

int main(void)
{
    test_names();
    test_traces();
    return test_done();
}
