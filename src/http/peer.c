#include "peer.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { PREFIX_BYTES = 8 };

static void name_v6(const unsigned char prefix[static PREFIX_BYTES], char name[static PEER_TEXT])
{
    const unsigned char *p = prefix;
    snprintf(name, PEER_TEXT, "%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
}

static void name_forwarded(const char *list, char name[static PEER_TEXT])
{
    const char *comma = strrchr(list, ',');
    const char *last = comma ? comma + 1 : list;
    last += strspn(last, " \t");
    size_t length = strcspn(last, " \t");
    char text[PEER_TEXT];
    if (length == 0 || length >= sizeof text || last[length + strspn(last + length, " \t")])
        return;
    memcpy(text, last, length);
    text[length] = '\0';
    unsigned char bytes[16];
    if (inet_pton(AF_INET, text, bytes) == 1)
        memcpy(name, text, length + 1);
    else if (inet_pton(AF_INET6, text, bytes) == 1)
        name_v6(bytes, name);
}

void peer_name(const struct sockaddr *address, const char *forwarded_for, char name[static PEER_TEXT])
{
    static const unsigned char here[PREFIX_BYTES]; /* ::1 is in ::/64 */
    name[0] = '\0';
    if (forwarded_for)
        name_forwarded(forwarded_for, name);
    if (name[0] || !address)
        return;
    const unsigned char *bytes = (const unsigned char *)address;
    if (address->sa_family == AF_INET) {
        bytes += offsetof(struct sockaddr_in, sin_addr);
        if (bytes[0] != 127)
            inet_ntop(AF_INET, bytes, name, PEER_TEXT);
    } else if (address->sa_family == AF_INET6) {
        bytes += offsetof(struct sockaddr_in6, sin6_addr);
        if (memcmp(bytes, here, PREFIX_BYTES) != 0)
            name_v6(bytes, name);
    }
}
