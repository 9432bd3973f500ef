#include "tests/fuzz/fuzz.h"

#include "lang/base/utf8.h"
#include "runtime/json_write.h"

enum { MEMORY_MOST = 64 << 20, BYTES_MOST = 1 << 20, DEPTH_MOST = 100 };

static const struct json *
read(struct arena *a, struct str text, struct json_error *error)
{
    struct json_limits limits = {BYTES_MOST, DEPTH_MOST};
    return json_read(a, text, limits, error);
}

static struct str
print(struct arena *a, const struct json *tree, bool pretty)
{
    struct text t = {.arena = a};
    struct json_writer w = {.to = &t, .pretty = pretty};
    json_tree(&w, tree);
    return text_str(&t);
}

/* What is printed is read as the same tree, whatever the layout. */
static void
check_print(struct arena *a, const struct json *tree)
{
    struct json_error error;
    struct str compact = print(a, tree, false);
    for (int pretty = 0; pretty < 2; pretty++) {
        const struct json *again = read(a, print(a, tree, pretty), &error);
        PROMISE(again);
        PROMISE(str_equal(print(a, again, false), compact));
    }
}

/* Every span lies in the text, within the span around it, and says what it
 * covers: read alone it is the value again. */
static void
check_spans(struct arena *a, struct str text, const struct json *value)
{
    struct json_error error;
    PROMISE(value->at.lo < value->at.hi && value->at.hi <= text.len);
    if (value->kind != JSON_ARRAY && value->kind != JSON_OBJECT) {
        struct str own =
            str_cut(text, value->at.lo, value->at.hi - value->at.lo);
        const struct json *alone = read(a, own, &error);
        PROMISE(alone && alone->kind == value->kind);
        PROMISE(str_equal(alone->text, value->text));
        return;
    }
    uint32_t n = 0, from = value->at.lo;
    for (const struct json *m = value->first; m; m = m->next, n++) {
        PROMISE(m->at.lo > from && m->at.hi < value->at.hi);
        if (value->kind == JSON_OBJECT)
            PROMISE(m->key_at.lo > from && m->key_at.hi < m->at.lo &&
                    json_member(value, m->key) == m);
        from = m->at.hi;
        check_spans(a, text, m);
    }
    PROMISE(n == value->n);
}

static void
check_error(struct str text, const struct json_error *error)
{
    PROMISE(error->wrong != JSON_RIGHT && error->wrong <= JSON_UNEXPECTED);
    PROMISE(error->at.lo <= error->at.hi && error->at.hi <= text.len);
    PROMISE(error->other.lo <= error->other.hi);
    PROMISE(error->other.hi <= text.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jmp_buf failed;
    struct arena a;
    arena_init(&a, &allocator_libc, &failed);
    a.ceiling = MEMORY_MOST;
    if (size < UINT32_MAX && setjmp(failed) == 0) {
        struct str text = {(const char *)data, (uint32_t)size};
        struct json_error error;
        const struct json *tree = read(&a, text, &error);
        if (tree) {
            check_print(&a, tree);
            check_spans(&a, text, tree);
        } else {
            check_error(text, &error);
        }
    }
    arena_free(&a);
    return 0;
}
