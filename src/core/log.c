#include "core/log.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "core/buffer.h"

enum { LINE_USUAL = 1024, WAITING_MAX = 64 * 1024, LATE_MS = 100 };

static _Atomic enum log_level least = LOG_INFO;

void log_set_level(enum log_level level)
{
    least = level;
}

/* A line is written for each request: the second's text is kept, and only the digits below it are made anew. */
static void write_instant(struct buffer *out)
{
    static _Thread_local struct {
        time_t second;
        char text[32];
        size_t length;
    } kept;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (kept.length == 0 || kept.second != now.tv_sec) {
        struct tm parts;
        gmtime_r(&now.tv_sec, &parts);
        kept.length = strftime(kept.text, sizeof kept.text, "\"%Y-%m-%dT%H:%M:%S.", &parts);
        kept.second = now.tv_sec;
    }
    char digits[6];
    long microseconds = now.tv_nsec / 1000;
    for (size_t i = sizeof digits; i > 0; microseconds /= 10)
        digits[--i] = (char)('0' + microseconds % 10);
    json_key(out, "at");
    buffer_add(out, kept.text, kept.length);
    buffer_add(out, digits, sizeof digits);
    buffer_add_text(out, "Z\"");
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

static struct {
    atomic_bool on;
    pthread_mutex_t lock;
    pthread_cond_t first; /* a line waits where none did, or the end is asked */
    pthread_t writer;
    struct buffer waiting;
    bool ending;
} together = {.lock = PTHREAD_MUTEX_INITIALIZER, .first = PTHREAD_COND_INITIALIZER};

static void write_waiting(void)
{
    write_line(&together.waiting);
    together.waiting.length = 0;
}

static void write_now(const struct buffer *line)
{
    pthread_mutex_lock(&together.lock);
    write_waiting();
    write_line(line);
    pthread_mutex_unlock(&together.lock);
}

static void write_soon(const struct buffer *line)
{
    pthread_mutex_lock(&together.lock);
    if (together.waiting.length == 0)
        pthread_cond_signal(&together.first);
    buffer_add(&together.waiting, line->data, line->length);
    if (together.waiting.length > WAITING_MAX)
        write_waiting();
    pthread_mutex_unlock(&together.lock);
}

static void *writer_main(void *argument)
{
    (void)argument;
    const struct timespec late = {.tv_nsec = LATE_MS * 1000000L};
    pthread_mutex_lock(&together.lock);
    while (!together.ending) {
        if (together.waiting.length == 0) {
            pthread_cond_wait(&together.first, &together.lock);
            continue;
        }
        pthread_mutex_unlock(&together.lock);
        nanosleep(&late, NULL);
        pthread_mutex_lock(&together.lock);
        write_waiting();
    }
    pthread_mutex_unlock(&together.lock);
    return NULL;
}

void log_together(void)
{
    together.ending = false;
    if (pthread_create(&together.writer, NULL, writer_main, NULL) == 0)
        atomic_store(&together.on, true);
}

void log_at_once(void)
{
    if (!atomic_exchange(&together.on, false))
        return;
    pthread_mutex_lock(&together.lock);
    together.ending = true;
    pthread_cond_signal(&together.first);
    pthread_mutex_unlock(&together.lock);
    pthread_join(together.writer, NULL);
    pthread_mutex_lock(&together.lock);
    write_waiting();
    buffer_done(&together.waiting);
    pthread_mutex_unlock(&together.lock);
}

void log_event(enum log_level level, const char *event, const struct log_field *fields, unsigned n_fields)
{
    static const char *const words[] = {"debug", "info", "warning", "error"};
    if (level < least)
        return;
    struct buffer line = {0};
    buffer_reserve(&line, LINE_USUAL);
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
    if (level > LOG_INFO || !atomic_load_explicit(&together.on, memory_order_relaxed))
        write_now(&line);
    else
        write_soon(&line);
    buffer_done(&line);
}
