/* Gives a target every file of its corpus: what was found once is tried at each run of the tests. Compiled without libFuzzer. */
#include <dirent.h>

#include "fuzz.h"

enum { INPUT_MAX = 1024 * 1024 };

static void replay(const char *folder, const char *name)
{
    char path[4096];
    uint8_t *data = malloc(INPUT_MAX);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "re");
    if (!file || !data)
        abort();
    size_t size = fread(data, 1, INPUT_MAX, file);
    fclose(file);
    uint8_t *exact = realloc(data, size + (size == 0));
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    unsigned passed = 0;
    if (!folder) {
        fputs("usage: PROGRAM CORPUS\n", stderr);
        return 2;
    }
    LLVMFuzzerInitialize(&argc, &argv);
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        replay(argv[1], entry->d_name);
        passed++;
    }
    closedir(folder);
    printf("%u passed, 0 failed\n", passed); /* a broken promise has aborted */
    return passed ? 0 : 1;
}
