"""Requests that no honest client sends, byte by byte, and what each layer may answer.

A row: its label; the bytes, in which @KEY@ is the key of a counsellor and @BODY@ a host that would be stored; what the service
may answer by itself; what the proxy may answer before it. NOTHING stands for a connection closed or left without answer.
Bodies that would be stored make an accepted request visible in the database, whatever it was answered.
"""
import collections

NOTHING = None
Row = collections.namedtuple("Row", "label data service proxy")

HOST = b"Host: maillon\r\n"
KEY = b"Authorization: Bearer @KEY@\r\n"
JSON = b"Content-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"@CHUNKS@"  # the host as one chunk, and the last one
EMPTY = b"2\r\n{}\r\n0\r\n\r\n"  # an empty object in chunks
LENGTH = b"Content-Length: @LENGTH@\r\n"
TWO = b"Content-Length: 2\r\n"
BATCH = b"POST /v1/hosts/batch HTTP/1.1\r\n"
PACKED = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00C\xbf\xa6\xa3\x02\x00\x00\x00"  # an empty object
MARK = b"GET /v1/smuggled HTTP/1.1\r\nHost: maillon\r\n\r\n"  # the second request that nobody may answer

REFUSED = {400, NOTHING}
LENGTH_REQUIRED = {411}
NOT_READ = {400, 411, 422}  # codings that HAProxy refuses by a page of its own, or its rules as they do every coding
BROKEN = {400, 411}  # chunks that are none: HAProxy may see them before its rules see that there are chunks


def get(target=b"/v1/me", more=b"", line_end=b"\r\n", version=b"HTTP/1.1", verb=b"GET"):
    return verb + b" " + target + b" " + version + line_end + (HOST + KEY + more).replace(b"\r\n", line_end) + line_end


def post(framing, body, more=b"", head=b"POST /v1/hosts HTTP/1.1\r\n"):
    return head + HOST + KEY + JSON + more + framing + b"\r\n" + body


# What a length or a coding says twice, badly, or not at all. None of these may be accepted.
FRAMING = [
    Row("two lengths, the second shorter", post(LENGTH + b"Content-Length: 5\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("two lengths, the second longer", post(LENGTH + b"Content-Length: 9999\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("two lengths, the first shorter", post(b"Content-Length: 5\r\n" + LENGTH, b"@BODY@"), REFUSED, REFUSED),
    Row("different lengths in one line", post(b"Content-Length: @LENGTH@, 5\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("negative length", post(b"Content-Length: -1\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("length with a plus", post(b"Content-Length: +@LENGTH@\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("length in hexadecimal", post(b"Content-Length: 0x20\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("length with a point", post(b"Content-Length: @LENGTH@.0\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("length with a letter", post(b"Content-Length: @LENGTH@x\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("length of two words", post(b"Content-Length: @LENGTH@ 0\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("empty length", post(b"Content-Length:\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("length that is a word", post(b"Content-Length: many\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("length of 2^64", post(b"Content-Length: 18446744073709551616\r\n", b"@BODY@"), REFUSED | {413}, REFUSED | {413}),
    Row("length of 2^64 + 1", post(b"Content-Length: 18446744073709551617\r\n", b"@BODY@"), REFUSED | {413}, REFUSED | {413}),
    Row("length of 2^63", post(b"Content-Length: 9223372036854775808\r\n", b"@BODY@"), REFUSED | {413}, REFUSED | {413}),
    Row("length of a hundred digits",
        post(b"Content-Length: " + b"9" * 100 + b"\r\n", b"@BODY@"), REFUSED | {413}, REFUSED | {413}),
    Row("unknown coding", post(b"Transfer-Encoding: xchunked\r\n", CHUNKS), REFUSED, REFUSED),
    Row("identity coding", post(b"Transfer-Encoding: identity\r\n" + LENGTH, b"@BODY@"), REFUSED, REFUSED),
    Row("gzip, chunked", post(b"Transfer-Encoding: gzip, chunked\r\n", CHUNKS), REFUSED, NOT_READ),
    Row("chunked, identity", post(b"Transfer-Encoding: chunked, identity\r\n", CHUNKS), REFUSED, REFUSED),
    Row("chunked twice in one line", post(b"Transfer-Encoding: chunked, chunked\r\n", CHUNKS), REFUSED, REFUSED),
    Row("chunked in two lines", post(CHUNKED + CHUNKED, CHUNKS), REFUSED, REFUSED),
    Row("coding in quotes", post(b"Transfer-Encoding: \"chunked\"\r\n", CHUNKS), REFUSED, REFUSED),
    Row("coding after a tab and a vertical tab", post(b"Transfer-Encoding: \t\x0bchunked\r\n", CHUNKS), REFUSED, REFUSED),
    Row("empty coding", post(b"Transfer-Encoding:\r\n", CHUNKS), REFUSED, REFUSED),
    Row("identity coding alone", post(b"Transfer-Encoding: identity\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("identity in capitals beside a length", post(LENGTH + b"Transfer-Encoding: IDENTITY\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("identity, chunked", post(b"Transfer-Encoding: identity, chunked\r\n", CHUNKS), REFUSED, NOT_READ),
    Row("identity and chunked in two lines", post(b"Transfer-Encoding: identity\r\n" + CHUNKED, CHUNKS), REFUSED, NOT_READ),
    Row("chunked with a parameter", post(b"Transfer-Encoding: chunked;q=1\r\n", CHUNKS), REFUSED, NOT_READ),
    Row("chunked before a comma", post(b"Transfer-Encoding: chunked,\r\n", CHUNKS), REFUSED, NOT_READ),
    Row("chunked behind a comma", post(b"Transfer-Encoding: , chunked\r\n", CHUNKS), REFUSED, NOT_READ),
    Row("unknown coding beside a length", post(b"Transfer-Encoding: x\r\n" + LENGTH, b"@BODY@"), REFUSED, REFUSED),
    Row("chunked in HTTP/1.0", post(CHUNKED, CHUNKS, head=b"POST /v1/hosts HTTP/1.0\r\n"), REFUSED, LENGTH_REQUIRED),
    Row("name with a space before the colon", post(b"Content-Length : LENGTH\r\n", b"@BODY@"), REFUSED, REFUSED),
    Row("coding with a space before the colon", post(b"Transfer-Encoding : chunked\r\n", CHUNKS), REFUSED, REFUSED),
    Row("chunk size that is no number", post(CHUNKED, b"zz\r\n@BODY@\r\n0\r\n\r\n"), REFUSED, BROKEN),
    Row("negative chunk size", post(CHUNKED, b"-1\r\n@BODY@\r\n0\r\n\r\n"), REFUSED, BROKEN),
    Row("chunk size with 0x", post(CHUNKED, b"0x10\r\n@BODY@\r\n0\r\n\r\n"), REFUSED, BROKEN),
    Row("chunk size over 64 bits",
        post(CHUNKED, b"1" + b"0" * 16 + b"\r\n@BODY@\r\n0\r\n\r\n"), REFUSED | {413}, BROKEN),
    Row("chunk size of 2^64 - 1", post(CHUNKED, b"ffffffffffffffff\r\n@BODY@\r\n0\r\n\r\n"), REFUSED | {413}, BROKEN),
    Row("chunk size of 2^62",
        post(CHUNKED, b"4" + b"0" * 15 + b"\r\n@BODY@\r\n0\r\n\r\n"), REFUSED | {413}, BROKEN),
    Row("chunk longer than said", post(CHUNKED, b"5\r\n@BODY@\r\n0\r\n\r\n"), REFUSED, BROKEN),
    Row("chunk without its end of line", post(CHUNKED, b"@SIZE@\r\n@BODY@0\r\n\r\n"), REFUSED, BROKEN),
    Row("chunk size on an empty line", post(CHUNKED, b"\r\n@BODY@\r\n0\r\n\r\n"), REFUSED, BROKEN),
]

# A length beside a coding. HAProxy drops the length before any rule runs, so that the shipped rules refuse every coding; the
# service refuses the two together. Neither ever reads the body.
BOTH = [
    Row("a host in chunks behind a length", post(LENGTH + CHUNKED, CHUNKS), REFUSED, LENGTH_REQUIRED),
    Row("a host in chunks before a length", post(CHUNKED + LENGTH, CHUNKS), REFUSED, LENGTH_REQUIRED),
    Row("a host of that length behind chunked", post(CHUNKED + LENGTH, b"@BODY@"), REFUSED, BROKEN),
    Row("a host of that length before chunked", post(LENGTH + CHUNKED, b"@BODY@"), REFUSED, BROKEN),
    Row("a length and chunked in HTTP/1.0", post(LENGTH + CHUNKED, CHUNKS, head=b"POST /v1/hosts HTTP/1.0\r\n"), REFUSED,
        LENGTH_REQUIRED),
    Row("length and chunked", post(b"Content-Length: 12\r\n" + CHUNKED, EMPTY), REFUSED, LENGTH_REQUIRED),
    Row("chunked and length", post(CHUNKED + b"Content-Length: 12\r\n", EMPTY), REFUSED, LENGTH_REQUIRED),
    Row("length as the coding reads it", post(b"Content-Length: 2\r\n" + CHUNKED, EMPTY), REFUSED, LENGTH_REQUIRED),
    Row("length 0 and chunked", post(b"Content-Length: 0\r\n" + CHUNKED, EMPTY + MARK), REFUSED, LENGTH_REQUIRED),
    Row("a request after the last chunk, within the length",
        post(b"Content-Length: %d\r\n" % (12 + len(MARK)) + CHUNKED, EMPTY + MARK), REFUSED, LENGTH_REQUIRED),
    Row("a request inside the length, no chunk", post(b"Content-Length: %d\r\n" % (5 + len(MARK)) + CHUNKED, b"0\r\n\r\n" + MARK),
        REFUSED, LENGTH_REQUIRED),
    Row("chunked of two cases and length", post(b"transfer-ENCODING: Chunked\r\ncontent-LENGTH: 2\r\n", EMPTY), REFUSED,
        LENGTH_REQUIRED),
    Row("chunked behind a space, and length", post(b"Content-Length: 2\r\nTransfer-Encoding:  chunked \r\n", EMPTY), REFUSED,
        LENGTH_REQUIRED),
    Row("wrong length and chunked", post(b"Content-Length: x\r\n" + CHUNKED, EMPTY), REFUSED, BROKEN),
]

# One meaning said oddly. The service refuses, or reads what HAProxy reads; HAProxy writes the request anew, in one spelling
# (RFC 9110, 8.6; RFC 9112, 2.2 and 5.2). The body is an empty object: 422 when it is read whole.
REWRITTEN = [
    Row("two equal lengths", post(TWO + TWO, b"{}"), REFUSED, {400, 422}),
    Row("three equal lengths", post(TWO * 3, b"{}"), REFUSED, {400, 422}),
    Row("two equal lengths of two cases", post(TWO + b"CONTENT-length: 2\r\n", b"{}"), REFUSED, {400, 422}),
    Row("equal lengths in one line", post(b"Content-Length: 2, 2\r\n", b"{}"), REFUSED, {400, 422}),
    Row("two equal Hosts", post(TWO, b"{}", more=HOST), REFUSED, {400, 422}),
    Row("bare LF", post(TWO, b"{}").replace(b"\r\n", b"\n"), {400, 422}, {400, 422}),
    Row("bare LF before a length", post(b"X-A: a\n" + TWO, b"{}"), {400, 422}, {400, 422}),
    Row("a folded header", post(b"X-A: a\r\n b\r\n" + TWO, b"{}"), {400, 422}, {400, 422}),
    Row("a folded length", post(b"Content-Length:\r\n 2\r\n", b"{}"), REFUSED, {400, 422}),
    Row("a folded coding", post(b"Transfer-Encoding:\r\n chunked\r\n", EMPTY), REFUSED, LENGTH_REQUIRED),
    Row("a coding folded into another header",
        post(b"X-A: a\r\n Transfer-Encoding: chunked\r\n" + TWO, b"{}"), REFUSED, {400, 422}),
    Row("a length folded into another header", post(b"X-A: a\r\n Content-Length: 9\r\n" + TWO, b"{}"), REFUSED, {400, 422}),
    Row("two spaces", post(TWO, b"{}", head=b"POST  /v1/hosts  HTTP/1.1\r\n"), {400, 422, NOTHING}, {400, 422}),
    Row("tabs for spaces", post(TWO, b"{}", head=b"POST\t/v1/hosts\tHTTP/1.1\r\n"), REFUSED, {400, 422}),
]

# A NUL: libmicrohttpd ends the text there and goes on, so that only the proxy refuses it.
NUL = [
    Row("NUL in a length", post(b"Content-Length: 2\x00 5\r\n", b"{}"), {400, 422, NOTHING}, REFUSED),
    Row("NUL in a coding", post(b"Transfer-Encoding: chunked\x00x\r\n", EMPTY), {400, 422, NOTHING}, REFUSED),
    Row("NUL in a header", get(more=b"X-A: a\x00b\r\n"), {200, 400, NOTHING}, REFUSED),
    Row("NUL in a header's name", get(more=b"X-\x00A: b\r\n"), REFUSED, REFUSED),
    Row("NUL in the key", get().replace(b"@KEY@", b"@KEY@\x00x"), {200, 400, 401, NOTHING}, REFUSED),
    Row("NUL in the path", get(b"/v1/me\x00/x"), {200, 400, NOTHING}, REFUSED),
    Row("NUL in the verb", get(verb=b"GET\x00"), {200, 400, 405, 501, NOTHING}, REFUSED),
    Row("NUL in the version", get(version=b"HTTP/1.1\x00"), REFUSED, REFUSED),
    Row("NUL before everything", b"\x00" + get(), REFUSED | {405}, REFUSED),
]

# Lines and bytes of the head.
HEAD = [
    Row("bare CR", get(line_end=b"\r"), REFUSED, REFUSED),
    Row("bare CR in a header", get(more=b"X-A: a\rX-B: b\r\n"), REFUSED, REFUSED),
    Row("bare CR before a length", post(b"X-A: a\r" + LENGTH, b"@BODY@"), REFUSED, REFUSED),
    Row("control character in a header", get(more=b"X-A: a\x01b\r\n"), REFUSED, REFUSED),
    Row("DEL in a header", get(more=b"X-A: a\x7fb\r\n"), REFUSED, REFUSED),
    Row("a fold as first header", b"GET /v1/me HTTP/1.1\r\n " + HOST + KEY + b"\r\n", REFUSED, REFUSED),
    Row("name with a space", get(more=b"X A: b\r\n"), REFUSED, REFUSED),
    Row("name before a space and a colon", get(more=b"X-A : b\r\n"), REFUSED, REFUSED),
    Row("no name", get(more=b": b\r\n"), {200, 400}, REFUSED),
    Row("no colon", get(more=b"X-A\r\n"), REFUSED, REFUSED),
    Row("name in brackets", get(more=b"X(A): b\r\n"), REFUSED, REFUSED),
    Row("name of other letters", get(more="X-é: b\r\n".encode()), REFUSED, REFUSED),
    Row("no Host", b"GET /v1/me HTTP/1.1\r\n" + KEY + b"\r\n", REFUSED, REFUSED),
    Row("no Host in HTTP/1.0", b"GET /v1/me HTTP/1.0\r\n" + KEY + b"\r\n", {200, 400}, {400}),
    Row("two Hosts", get(more=b"Host: other\r\n"), REFUSED, REFUSED),
    Row("two keys", get(more=b"Authorization: Bearer x\r\n"), REFUSED | {401}, REFUSED),
    Row("the key twice", get(more=KEY), REFUSED | {401}, REFUSED),
    Row("two types of content", post(LENGTH, b"@BODY@", more=b"Content-Type: text/plain\r\n"), REFUSED | {415}, REFUSED),
    Row("two hundred headers", get(more=b"".join(b"X-%d: a\r\n" % n for n in range(200))), {200, 400, 431}, {400, 431}),
    Row("a header of 20 KiB", get(more=b"X-A: " + b"a" * 20480 + b"\r\n"), {431}, {431}),
    Row("headers of 20 KiB", get(more=b"".join(b"X-%02d: %s\r\n" % (n, b"a" * 1016) for n in range(20))), {431}, {431}),
    Row("headers of 200 KiB",
        get(more=b"".join(b"X-%02d: %s\r\n" % (n, b"a" * 4090) for n in range(50))), {431, NOTHING}, {400, 431, NOTHING}),
    Row("an endless name", get(more=b"X" * 20000 + b": a\r\n"), {431}, {400, 431}),
    Row("a key of 8 KiB",
        b"GET /v1/me HTTP/1.1\r\n" + HOST + b"Authorization: Bearer " + b"x" * 8192 + b"\r\n\r\n", {401}, {401}),
]

# The first line.
FIRST = [
    Row("HTTP/0.9", b"GET /v1/me\r\n\r\n", REFUSED | {505}, REFUSED | {505}),
    Row("HTTP/1.2", get(version=b"HTTP/1.2"), REFUSED | {505}, REFUSED | {505}),
    Row("HTTP/2.0", get(version=b"HTTP/2.0"), REFUSED | {505}, REFUSED | {505}),
    Row("HTTP/3", get(version=b"HTTP/3"), REFUSED | {505}, REFUSED | {505}),
    Row("HTTP/1.10", get(version=b"HTTP/1.10"), REFUSED | {505}, REFUSED | {505}),
    Row("http/1.1", get(version=b"http/1.1"), REFUSED | {505}, REFUSED | {505}),
    Row("version of another protocol", get(version=b"ICAP/1.0"), REFUSED | {505}, REFUSED | {505}),
    Row("the preface of HTTP/2",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00", REFUSED | {505}, REFUSED | {501, 505}),
    Row("a TLS hello", b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + bytes(range(160)), REFUSED, REFUSED),
    Row("no first line", b"\r\n\r\n\r\n\r\n", REFUSED, REFUSED),
    Row("spaces only", b"   \r\n\r\n", REFUSED, REFUSED),
    Row("a space in the target", get(b"/v1/me x"), REFUSED, REFUSED),
    Row("a second version in the target", get(b"/v1/me HTTP/1.1 x"), REFUSED, REFUSED),
    Row("no target", b"GET HTTP/1.1\r\n" + HOST + KEY + b"\r\n", REFUSED | {505}, REFUSED | {505}),
    Row("no verb", b"/v1/me HTTP/1.1\r\n" + HOST + KEY + b"\r\n", REFUSED | {505}, REFUSED | {505}),
    Row("lower-case verb", get(verb=b"get"), {405, 400, 501}, {501, 400}),
    Row("mixed-case verb", get(verb=b"Get"), {405, 400, 501}, {501, 400}),
    Row("unknown verb", get(verb=b"BREW"), {405, 501}, {501}),
    Row("a verb of 300 letters", get(verb=b"X" * 300), {400, 405, 501}, {400, 501}),
    Row("TRACE", get(verb=b"TRACE"), {405, 501}, {501}),
    Row("TRACK", get(verb=b"TRACK"), {405, 501}, {501}),
    Row("CONNECT to an authority", b"CONNECT internal:22 HTTP/1.1\r\n" + HOST + KEY + b"\r\n", {400, 405, 501}, {400, 501}),
    Row("CONNECT to a path", get(verb=b"CONNECT"), {400, 405, 501}, {400, 501}),
    Row("DELETE", get(verb=b"DELETE"), {405}, {405}),
    Row("GET with a star", get(b"*"), {400, 404}, {400, 404}),
    Row("absolute form", get(b"http://maillon/v1/me"), {400}, {400}),
    Row("absolute form of another host", get(b"http://internal/v1/me"), {400}, {400}),
    Row("authority form", get(b"maillon:80"), {400}, {400}),
    Row("another scheme", get(b"file:///etc/passwd"), {400}, {400}),
    Row("no slash", get(b"v1/me"), {400}, {400}),
    Row("the target of 5 KiB", get(b"/v1/candidacies?q=" + b"x" * 5120), {414}, {414}),
    Row("the path of 5 KiB", get(b"/v1/" + b"x" * 5120), {414}, {414}),
    Row("the target of 40 KiB", get(b"/v1/" + b"x" * 40960), {400, 414, 431, NOTHING}, {414}),
]

# One thing has one spelling.
PATHS = [Row(label, get(target), {400}, {400}) for label, target in [
    ("%00", b"/v1/me%00"), ("%00 in the query", b"/v1/candidacies?q=%00"), ("two slashes", b"//v1/me"),
    ("two slashes inside", b"/v1//me"), ("a dot segment", b"/v1/./me"), ("two dots", b"/v1/x/../me"),
    ("two dots at the end", b"/v1/me/.."), ("%2e", b"/v1/%2e/me"), ("%2e%2e", b"/v1/x/%2e%2e/me"), (".%2E", b"/v1/x/.%2E/me"),
    ("%2f", b"/v1%2fme"), ("an escaped letter", b"/v1/m%65"), ("a backslash", b"/v1\\me"), ("a fragment", b"/v1/me#here"),
    ("a fragment after the query", b"/v1/me?x=1#y"), ("invalid percent", b"/v1/%zz"), ("a percent at the end", b"/v1/me%"),
    ("half a percent", b"/v1/me%4"), ("invalid percent in the query", b"/v1/candidacies?q=%zz"),
    ("overlong slash", b"/v1%c0%afme"), ("overlong dot", b"/v1/%c0%ae%c0%ae/me"), ("overlong NUL", b"/v1/me%c0%80"),
    ("UTF-8 cut short", b"/v1/%e2%82"), ("a surrogate", b"/v1/%ed%a0%80"), ("above U+10FFFF", b"/v1/%f4%90%80%80"),
    ("UTF-8 as it is", "/v1/é".encode()), ("bytes that are not UTF-8", b"/v1/\xff\xfe"), ("%u0000", b"/v1/%u0000"),
    ("a tab", b"/v1/m\te"), ("an escaped line end", b"/v1/me%0d%0aX-A:%20b"), ("a vertical tab", b"/v1/me\x0b"),
    ("quotes", b"/v1/\"me\""), ("angle brackets", b"/v1/<me>"), ("braces", b"/v1/{id}"), ("a bar", b"/v1/a|b"),
    ("a caret", b"/v1/^")]]
PATHS += [Row("%5c", get(b"/v1%5c..%5cme"), {400, 404}, {400})]

# A second request where there should be none, or after a refusal. At most one answer each, so none for MARK.
SECOND = [
    Row("a request as the body of GET", get(more=b"Content-Length: %d\r\n" % len(MARK)) + MARK, {200, 400}, {200, 400}),
    Row("a request after a refused length", post(b"Content-Length: x\r\n", MARK), REFUSED, REFUSED),
    Row("a request after two lengths", post(b"Content-Length: 0\r\nContent-Length: %d\r\n" % len(MARK), MARK), REFUSED, REFUSED),
    Row("a request after a refused chunk", post(CHUNKED, b"zz\r\n" + MARK), REFUSED, BROKEN),
    Row("a request after a bad header", get(more=b"X A: b\r\n") + MARK, REFUSED, REFUSED),
    Row("a request in the trailers", post(CHUNKED, b"2\r\n{}\r\n0\r\n" + MARK), REFUSED | {422}, BROKEN),
    Row("a request behind an unknown coding", post(b"Transfer-Encoding: x\r\n", MARK), REFUSED, REFUSED),
    Row("a request after headers too large",
        get(more=b"X-A: " + b"a" * 20480 + b"\r\nConnection: close\r\n") + MARK, {431}, {431}),
    Row("a request after Connection: close", get(more=b"Connection: close\r\n") + MARK, {200}, {200}),
    Row("a request after CONNECT",
        b"CONNECT internal:80 HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n" + MARK, {400, 401, 405, 501}, {400, 501}),
    Row("a request after an upgrade",
        get(more=b"Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                           b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n") + MARK, {200, 400}, {200, 400}),
]

# Odd, and of one reading: answered, once.
ODD = [
    Row("Expect: 100-continue", post(b"Content-Length: 2\r\nExpect: 100-continue\r\n", b"{}"), {422}, {422}),
    Row("Expect of two cases", post(b"Content-Length: 2\r\nExpect: 100-Continue\r\n", b"{}"), {422}, {422}),
    Row("Expect of another thing", post(b"Content-Length: 2\r\nExpect: a-miracle\r\n", b"{}"), {417, 422}, {417}),
    Row("two expectations", post(b"Content-Length: 2\r\nExpect: 100-continue, x\r\n", b"{}"), {417, 422}, {417}),
    Row("Expect without a body", get(more=b"Expect: 100-continue\r\n"), {200}, {200}),
    Row("upgrade to HTTP/2",
        get(more=b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"), {200}, {200}),
    Row("upgrade to TLS", get(more=b"Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n"), {200}, {200}),
    Row("a body packed with gzip", post(b"Content-Encoding: gzip\r\nContent-Length: 22\r\n", PACKED), {400, 415}, {400, 415}),
    Row("a body said to be packed", post(b"Content-Encoding: gzip\r\n" + LENGTH, b"@BODY@"), {415}, {415}),
    Row("chunks", post(CHUNKED, EMPTY), {422}, LENGTH_REQUIRED),
    Row("chunks of a GET", get(more=CHUNKED) + b"0\r\n\r\n", {200}, LENGTH_REQUIRED),
    Row("chunks and an expectation", post(CHUNKED + b"Expect: 100-continue\r\n", EMPTY), {422}, LENGTH_REQUIRED),
    Row("a chunk extension", post(CHUNKED, b"2;name=value\r\n{}\r\n0\r\n\r\n"), {422}, LENGTH_REQUIRED),
    Row("a long chunk extension",
        post(CHUNKED, b"2;" + b"x" * 30000 + b"\r\n{}\r\n0\r\n\r\n"), {400, 413, 422, 500, NOTHING}, LENGTH_REQUIRED),
    Row("trailers", post(CHUNKED, b"2\r\n{}\r\n0\r\nX-A: b\r\n\r\n"), {422}, LENGTH_REQUIRED),
    Row("a length in the trailers", post(CHUNKED, b"2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n"), {400, 422}, LENGTH_REQUIRED),
    Row("chunks of one byte", post(CHUNKED, b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"), {422}, LENGTH_REQUIRED),
    Row("a chunk size of many zeroes", post(CHUNKED, b"0000000000002\r\n{}\r\n0\r\n\r\n"), {422}, LENGTH_REQUIRED),
    Row("a body of 70 KB", post(b"Content-Length: 70000\r\n", b"x" * 70000), {413}, {413}),
    Row("a body of 70 KB in chunks",
        post(CHUNKED, b"".join(b"1000\r\n" + b"x" * 4096 + b"\r\n" for _ in range(18)) + b"0\r\n\r\n"), {413}, LENGTH_REQUIRED),
    Row("a batch of 70 KB", post(b"Content-Length: 70000\r\n", b"{}".rjust(70000), head=BATCH), {400, 422}, {400, 422}),
    Row("a batch of 1 MiB", post(b"Content-Length: 1048576\r\n", b"{}".rjust(1048576), head=BATCH), {400, 422}, {400, 422}),
    Row("a batch of a byte more", post(b"Content-Length: 1048577\r\n", b"{}".rjust(1048577), head=BATCH), {413}, {413}),
    Row("an announced body of 10 GB", post(b"Content-Length: 10000000000\r\n", b"{"), {413, NOTHING}, {413}),
    Row("an empty line before", b"\r\n" + get(), {200, 400}, {200, 400}),
    Row("a request id of two lines", get(more=b"X-Request-Id: a\r\nX-Request-Id: b\r\n"), {200, 400}, {200, 400}),
    Row("addresses that the client invents",
        get(more=b"X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\nX-Original-URL: /v1/staff\r\n"), {200}, {200}),
    Row("another verb in a header", get(more=b"X-HTTP-Method-Override: DELETE\r\n"), {200}, {200}),
    Row("the key in lower case", get().replace(b"Authorization", b"authorization"), {200}, {200}),
]

AMBIGUOUS = FRAMING + BOTH + REWRITTEN
EVERY = FRAMING + BOTH + REWRITTEN + NUL + HEAD + FIRST + PATHS + SECOND + ODD
