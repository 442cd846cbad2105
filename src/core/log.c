#include "core/log.h"

#include <errno.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "core/buffer.h"

static _Atomic enum log_level least = LOG_INFO;

void log_set_level(enum log_level level)
{
    least = level;
}

static void write_instant(struct buffer *out)
{
    struct timespec now;
    struct tm parts;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    char text[32];
    size_t length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    json_key(out, "at");
    buffer_printf(out, "\"%.*s.%06ldZ\"", (int)length, text, now.tv_nsec / 1000);
}

/* A log that cannot be written must not stop the service: what remains of the line is dropped. */
static void write_line(const struct buffer *line)
{
    size_t done = 0;
    while (done < line->length) {
        ssize_t wrote = TEMP_FAILURE_RETRY(write(STDERR_FILENO, line->data + done, line->length - done));
        if (wrote <= 0)
            return;
        done += (size_t)wrote;
    }
}

void log_event(enum log_level level, const char *event, const struct log_field *fields, unsigned n_fields)
{
    static const char *const words[] = {"debug", "info", "warning", "error"};
    if (level < least)
        return;
    struct buffer line = {0};
    json_open(&line, '{');
    write_instant(&line);
    json_key(&line, "level");
    json_text(&line, words[level]);
    json_key(&line, "event");
    json_text(&line, event);
    for (unsigned i = 0; i < n_fields; i++) {
        json_key(&line, fields[i].key);
        if (fields[i].text)
            json_text(&line, fields[i].text);
        else
            json_int(&line, fields[i].number);
    }
    json_close(&line, '}');
    buffer_add_char(&line, '\n');
    write_line(&line);
    buffer_done(&line);
}
