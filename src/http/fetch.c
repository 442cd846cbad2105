#include "fetch.h"

#include <curl/curl.h>
#include <stdlib.h>

enum { CONNECT_MS = 3000, TOTAL_MS = 8000 };

struct body {
    struct buffer *out;
    size_t max;
};

/* Less than what was given ends the transfer. */
static size_t take(char *data, size_t size, size_t count, void *place)
{
    struct body *body = place;
    size_t length = size * count;
    if (body->out->length + length > body->max)
        return 0;
    buffer_add(body->out, data, length);
    return length;
}

const char *fetch_text(const char *url, bool loopback, size_t max, struct buffer *out)
{
    struct body body = {out, max};
    long status = 0;
    CURL *curl = curl_easy_init();
    if (!curl)
        abort();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, loopback ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Maillon");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    if (loopback)
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    if (code == CURLE_WRITE_ERROR)
        return "the answer is too long";
    if (code != CURLE_OK)
        return curl_easy_strerror(code);
    return status == 200 ? NULL : "the answer is not 200";
}
