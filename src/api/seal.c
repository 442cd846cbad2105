/* Sealing: AES-256-GCM under the keys of the keys file.
 *
 * A sealed text is: one byte, the length of the key's name; the name; 12 bytes of nonce, random; the ciphertext; 16
 * bytes of tag. The name says which key opens it, so that a new first line of the file changes the sealing key without
 * making the former answers unreadable. */
#include "api/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_BYTES = 32, NONCE_BYTES = 12, TAG_BYTES = 16, NAME_MAX_LENGTH = 32, KEYS_MAX = 16, FILE_MAX = 8192 };

/* Setting a cipher up costs three times what a cursor does, so each key has one, ready; it serves one thread at a time. */
struct seal_key {
    enum seal_purpose purpose;
    char name[NAME_MAX_LENGTH + 1];
    gnutls_aead_cipher_hd_t cipher;
    pthread_mutex_t cipher_lock;
};

struct key_set {
    struct seal_key keys[KEYS_MAX];
    unsigned count;
};

static const char *const purpose_words[N_SEAL_PURPOSES] = {"cursor", "data"};
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct key_set *current; /* NULL: none loaded */

static const char *parse_line(char *line, struct key_set *set)
{
    char *rest = NULL;
    const char *purpose = strtok_r(line, " \t\r", &rest);
    const char *name = strtok_r(NULL, " \t\r", &rest);
    const char *base64 = strtok_r(NULL, " \t\r", &rest);
    if (!purpose || purpose[0] == '#')
        return NULL;
    if (!name || !base64 || strtok_r(NULL, " \t\r", &rest))
        return "a line of the keys file is not `purpose kid base64`";
    if (set->count == KEYS_MAX)
        return "the keys file holds too many keys";
    if (strlen(name) > NAME_MAX_LENGTH)
        return "a key's name in the keys file is too long";
    struct seal_key *key = &set->keys[set->count];
    unsigned word = 0;
    while (word < N_SEAL_PURPOSES && strcmp(purpose, purpose_words[word]) != 0)
        word++;
    if (word == N_SEAL_PURPOSES)
        return "the keys file names an unknown purpose";
    key->purpose = (enum seal_purpose)word;
    for (unsigned i = 0; i < set->count; i++) {
        if (set->keys[i].purpose == key->purpose && strcmp(set->keys[i].name, name) == 0)
            return "the keys file names two keys alike";
    }
    memcpy(key->name, name, strlen(name) + 1);
    gnutls_datum_t text = {(unsigned char *)base64, (unsigned)strlen(base64)}, bytes;
    if (gnutls_base64_decode2(&text, &bytes) != 0)
        return "a key of the keys file is not base64";
    bool right = bytes.size == KEY_BYTES;
    if (right && gnutls_aead_cipher_init(&key->cipher, GNUTLS_CIPHER_AES_256_GCM, &bytes) != 0)
        abort();
    gnutls_memset(bytes.data, 0, bytes.size);
    gnutls_free(bytes.data);
    if (!right)
        return "a key of the keys file is not 32 bytes long";
    pthread_mutex_init(&key->cipher_lock, NULL);
    set->count++;
    return NULL;
}

static const char *parse_file(char *text, struct key_set *set)
{
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        const char *fault = parse_line(line, set);
        if (fault)
            return fault;
    }
    for (unsigned purpose = 0; purpose < N_SEAL_PURPOSES; purpose++) {
        unsigned i = 0;
        while (i < set->count && (unsigned)set->keys[i].purpose != purpose)
            i++;
        if (i == set->count)
            return "the keys file lacks a key for a purpose (cursor and data are needed)";
    }
    return NULL;
}

/* Reads the whole file once its owner and mode are right: a key that others can read is not a key. */
static const char *read_file(const char *path, char text[static FILE_MAX])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return "the keys file cannot be opened";
    struct stat st;
    const char *fault = NULL;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        fault = "the keys file is not a regular file";
    else if (st.st_uid != geteuid())
        fault = "the keys file belongs to another user";
    else if ((st.st_mode & 07777) != 0400 && (st.st_mode & 07777) != 0600)
        fault = "the keys file must have the mode 0400";
    else if (st.st_size >= FILE_MAX)
        fault = "the keys file is too long";
    size_t length = 0;
    while (!fault && length < FILE_MAX - 1) {
        ssize_t got = read(fd, text + length, FILE_MAX - 1 - length);
        if (got == 0)
            break;
        if (got > 0)
            length += (size_t)got;
        else if (errno != EINTR)
            fault = "the keys file cannot be read";
    }
    text[length] = '\0';
    close(fd);
    return fault;
}

static void key_set_free(struct key_set *set)
{
    for (unsigned i = 0; set && i < set->count; i++) {
        gnutls_aead_cipher_deinit(set->keys[i].cipher); /* which wipes the key */
        pthread_mutex_destroy(&set->keys[i].cipher_lock);
    }
    free(set);
}

/* Nobody uses a key without holding the lock. */
static struct key_set *exchange(struct key_set *fresh)
{
    pthread_rwlock_wrlock(&lock);
    struct key_set *former = current;
    current = fresh;
    pthread_rwlock_unlock(&lock);
    return former;
}

const char *seal_load(const char *path)
{
    char text[FILE_MAX];
    struct key_set *fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        abort();
    const char *fault = read_file(path, text);
    if (!fault)
        fault = parse_file(text, fresh);
    gnutls_memset(text, 0, sizeof text);
    key_set_free(fault ? fresh : exchange(fresh));
    return fault;
}

void seal_unload(void)
{
    key_set_free(exchange(NULL));
}

void seal_new_file(struct buffer *out)
{
    for (unsigned purpose = 0; purpose < N_SEAL_PURPOSES; purpose++) {
        unsigned char key[KEY_BYTES], name[4];
        gnutls_datum_t bytes = {key, sizeof key}, text;
        if (gnutls_rnd(GNUTLS_RND_KEY, key, sizeof key) != 0 || gnutls_rnd(GNUTLS_RND_NONCE, name, sizeof name) != 0 ||
            gnutls_base64_encode2(&bytes, &text) != 0)
            abort(); /* without random bytes no key may be given */
        buffer_printf(out, "%s %02x%02x%02x%02x %.*s\n", purpose_words[purpose], name[0], name[1], name[2], name[3],
                      (int)text.size, (const char *)text.data);
        gnutls_memset(key, 0, sizeof key);
        gnutls_memset(text.data, 0, text.size);
        gnutls_free(text.data);
    }
}

/* The sealing key of a purpose (name NULL), or the key of that name, to be given back; NULL when there is none. */
static struct seal_key *key_take(enum seal_purpose purpose, const char *name, size_t name_length)
{
    pthread_rwlock_rdlock(&lock);
    for (unsigned i = 0; current && i < current->count; i++) {
        struct seal_key *key = &current->keys[i];
        if (key->purpose == purpose &&
            (!name || (strlen(key->name) == name_length && memcmp(key->name, name, name_length) == 0))) {
            pthread_mutex_lock(&key->cipher_lock);
            return key;
        }
    }
    pthread_rwlock_unlock(&lock);
    return NULL;
}

static void key_give_back(struct seal_key *key)
{
    pthread_mutex_unlock(&key->cipher_lock);
    pthread_rwlock_unlock(&lock);
}

unsigned char *seal(struct arena *arena, enum seal_purpose purpose, const void *plain, size_t length, const char *associated,
                    size_t *ret_length)
{
    struct seal_key *key = key_take(purpose, NULL, 0);
    if (!key) {
        /* The service refuses to start without a key for each purpose. */
        fputs("maillon: no key is loaded to seal with\n", stderr);
        abort();
    }
    size_t name_length = strlen(key->name), header = 1 + name_length + NONCE_BYTES;
    unsigned char *sealed = arena_alloc(arena, header + length + TAG_BYTES);
    unsigned char *nonce = sealed + 1 + name_length;
    sealed[0] = (unsigned char)name_length;
    memcpy(sealed + 1, key->name, name_length);
    if (gnutls_rnd(GNUTLS_RND_NONCE, nonce, NONCE_BYTES) != 0)
        abort();
    size_t written = length + TAG_BYTES;
    if (gnutls_aead_cipher_encrypt(key->cipher, nonce, NONCE_BYTES, associated, strlen(associated), TAG_BYTES,
                                   length ? plain : "", length, sealed + header, &written) != 0)
        abort();
    key_give_back(key);
    *ret_length = header + written;
    return sealed;
}

unsigned char *unseal(struct arena *arena, enum seal_purpose purpose, const void *sealed, size_t length, const char *associated,
                      size_t *ret_length)
{
    const unsigned char *bytes = sealed;
    if (length < 1 || length < 1u + bytes[0] + NONCE_BYTES + TAG_BYTES)
        return NULL;
    size_t name_length = bytes[0], header = 1 + name_length + NONCE_BYTES;
    struct seal_key *key = name_length ? key_take(purpose, (const char *)bytes + 1, name_length) : NULL;
    if (!key)
        return NULL;
    unsigned char *plain = arena_alloc(arena, length - header + 1);
    size_t written = length - header;
    int failure = gnutls_aead_cipher_decrypt(key->cipher, bytes + 1 + name_length, NONCE_BYTES, associated, strlen(associated),
                                             TAG_BYTES, bytes + header, length - header, plain, &written);
    key_give_back(key);
    if (failure)
        return NULL;
    plain[written] = '\0'; /* a convenience for texts; not counted */
    *ret_length = written;
    return plain;
}
