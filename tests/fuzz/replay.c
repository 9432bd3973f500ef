/* Runs a fuzz target without a fuzzer: on every seed of a folder, then on
 * seeds changed at random, the same in every run.
 *
 *     replay-TARGET SEEDS ROUNDS */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdbool.h>
#include <string.h>

enum {
    SEEDS_MOST = 1000,
    BYTES_MOST = 1 << 16,
    CHANGES_MOST = 8,
    WORDS_MOST = 3, /* changes of a target with fuzz_change */
};

struct input {
    uint8_t *bytes;
    size_t n;
};

static struct input seeds[SEEDS_MOST];
static size_t seeds_n;

static uint32_t
random_below(uint32_t limit)
{
    static uint64_t state = 2025;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 32) * limit >> 32);
}

static bool
seed_read(const char *folder, const char *name)
{
    char path[4096];
    uint8_t *bytes = malloc(BYTES_MOST);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file || !bytes)
        return false;
    size_t n = fread(bytes, 1, BYTES_MOST, file);
    fclose(file);
    seeds[seeds_n++] = (struct input){bytes, n};
    return true;
}

static bool
seeds_read(const char *folder)
{
    struct dirent **entry;
    int n = scandir(folder, &entry, NULL, alphasort);
    bool good = n > 0;
    for (int i = 0; i < n; i++) {
        if (entry[i]->d_name[0] != '.' && seeds_n < SEEDS_MOST)
            good = seed_read(folder, entry[i]->d_name) && good;
        free(entry[i]);
    }
    if (n >= 0)
        free(entry);
    return good && seeds_n > 0;
}

/* Puts N bytes from FROM into the input at AT, as far as there is room. */
static void
insert(struct input *in, size_t at, const uint8_t *from, size_t n)
{
    if (n > BYTES_MOST - in->n)
        n = BYTES_MOST - in->n;
    memmove(in->bytes + at + n, in->bytes + at, in->n - at);
    memcpy(in->bytes + at, from, n);
    in->n += n;
}

static void
cut(struct input *in, size_t at, size_t n)
{
    if (n > in->n - at)
        n = in->n - at;
    memmove(in->bytes + at, in->bytes + at + n, in->n - at - n);
    in->n -= n;
}

static void
change(struct input *in)
{
    static const char telling[] = "{}[]\",:\\u0123456789.-+eE tn/'\n";
    const struct input *other = &seeds[random_below((uint32_t)seeds_n)];
    size_t at = random_below((uint32_t)in->n + 1);
    size_t from = random_below((uint32_t)other->n + 1);
    size_t n = random_below(16);
    uint8_t byte = (uint8_t)random_below(256);
    switch (random_below(5)) {
    case 0:
        byte = (uint8_t)telling[random_below(sizeof telling)];
        insert(in, at, &byte, 1);
        break;
    case 1:
        insert(in, at, &byte, 1);
        break;
    case 2:
        cut(in, at, 1 + n / 4);
        break;
    case 3:
        insert(in, at, other->bytes + from,
               n < other->n - from ? n : other->n - from);
        break;
    default:
        if (at < in->n)
            in->bytes[at] ^= (uint8_t)(1 << byte % 8);
    }
}

/* In a piece of its own size, so that a sanitizer sees what reads beyond. */
static void
run(const uint8_t *bytes, size_t n)
{
    uint8_t *exact = malloc(n ? n : 1);
    if (!exact)
        abort();
    memcpy(exact, bytes, n);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
}

static void
run_changed(uint8_t *room)
{
    const struct input *seed = &seeds[random_below((uint32_t)seeds_n)];
    struct input in = {room, seed->n};
    memcpy(room, seed->bytes, seed->n);
    uint32_t most = fuzz_change ? WORDS_MOST : CHANGES_MOST;
    for (uint32_t n = 1 + random_below(most); n > 0; n--) {
        if (fuzz_change && random_below(8))
            in.n =
                fuzz_change(in.bytes, in.n, BYTES_MOST, random_below(1 << 30));
        else
            change(&in);
    }
    run(in.bytes, in.n);
}

int
main(int argc, char **argv)
{
    if (argc != 3 || !seeds_read(argv[1])) {
        fprintf(stderr, "usage: %s SEEDS ROUNDS\n", argv[0]);
        return 2;
    }
    unsigned long rounds = strtoul(argv[2], NULL, 10);
    uint8_t *room = malloc(BYTES_MOST);
    if (!room)
        return 2;
    for (size_t i = 0; i < seeds_n; i++)
        run(seeds[i].bytes, seeds[i].n);
    for (unsigned long i = 0; i < rounds; i++)
        run_changed(room);
    for (size_t i = 0; i < seeds_n; i++)
        free(seeds[i].bytes);
    free(room);
    printf("%zu seeds, %lu changes of them\n", seeds_n, rounds);
    /* The changes together count as one. */
    printf("%zu passed, 0 failed\n", seeds_n + 1);
    return 0;
}
