#include "runtime/json_write.h"

#include "lang/base/utf8.h"

static void
line_begin(struct json_writer *w)
{
    if (!w->pretty)
        return;
    text_add_char(w->to, '\n');
    for (uint32_t i = 0; i < w->depth; i++)
        text_add_z(w->to, "  ");
}

/* What stands before a key or a value that has none. */
static void
item_begin(struct json_writer *w)
{
    if (w->keyed) {
        w->keyed = false;
        return;
    }
    if (w->filled)
        text_add_char(w->to, ',');
    if (w->depth > 0)
        line_begin(w);
    w->filled = true;
}

static void
container_open(struct json_writer *w, char bracket)
{
    item_begin(w);
    text_add_char(w->to, bracket);
    w->depth++;
    w->filled = false;
}

static void
container_close(struct json_writer *w, char bracket)
{
    w->depth--;
    if (w->filled)
        line_begin(w);
    text_add_char(w->to, bracket);
    w->filled = true;
}

void
json_array_open(struct json_writer *w)
{
    container_open(w, '[');
}

void
json_array_close(struct json_writer *w)
{
    container_close(w, ']');
}

void
json_object_open(struct json_writer *w)
{
    container_open(w, '{');
}

void
json_object_close(struct json_writer *w)
{
    container_close(w, '}');
}

static bool
is_escaped(uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' ||
           (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           utf8_is_bidi_control(code);
}

static void
escape_write(struct text *to, uint32_t code)
{
    static const char hex[] = "0123456789abcdef";
    static const char *const plain[] = {
        ['\b'] = "\\b", ['\f'] = "\\f", ['\n'] = "\\n",  ['\r'] = "\\r",
        ['\t'] = "\\t", ['"'] = "\\\"", ['\\'] = "\\\\",
    };
    if (code < sizeof plain / sizeof *plain && plain[code]) {
        text_add_z(to, plain[code]);
        return;
    }
    text_add_z(to, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        text_add_char(to, hex[code >> shift & 0xF]);
}

static void
string_write(struct text *to, struct str s)
{
    uint32_t len, done = 0;
    text_add_char(to, '"');
    for (uint32_t i = 0; i < s.len; i += len) {
        uint32_t code = utf8_next(str_from(s, i), &len);
        if (code != UINT32_MAX && !is_escaped(code))
            continue;
        text_add(to, str_cut(s, done, i - done));
        if (code == UINT32_MAX)
            text_add_z(to, "\uFFFD");
        else
            escape_write(to, code);
        done = i + len;
    }
    text_add(to, str_from(s, done));
    text_add_char(to, '"');
}

void
json_key(struct json_writer *w, struct str key)
{
    item_begin(w);
    string_write(w->to, key);
    text_add_z(w->to, w->pretty ? ": " : ":");
    w->keyed = true;
}

void
json_string(struct json_writer *w, struct str s)
{
    item_begin(w);
    string_write(w->to, s);
}

void
json_integer(struct json_writer *w, int64_t n)
{
    item_begin(w);
    text_add_signed(w->to, n);
}

void
json_decimal(struct json_writer *w, wide coefficient, unsigned scale)
{
    item_begin(w);
    decimal_write(w->to, coefficient, scale);
}

void
json_number(struct json_writer *w, struct str text)
{
    item_begin(w);
    text_add(w->to, text);
}

void
json_truth(struct json_writer *w, bool b)
{
    item_begin(w);
    text_add_z(w->to, b ? "true" : "false");
}

void
json_null(struct json_writer *w)
{
    item_begin(w);
    text_add_z(w->to, "null");
}

/* The depth of a tree is limited, so this is too. */
static void
members_write(struct json_writer *w, const struct json *container)
{
    for (const struct json *m = container->first; m; m = m->next) {
        if (container->kind == JSON_OBJECT)
            json_key(w, m->key);
        json_tree(w, m);
    }
}

void
json_tree(struct json_writer *w, const struct json *tree)
{
    switch (tree->kind) {
    case JSON_NULL:
        json_null(w);
        break;
    case JSON_FALSE:
    case JSON_TRUE:
        json_truth(w, tree->kind == JSON_TRUE);
        break;
    case JSON_NUMBER:
        json_number(w, tree->text);
        break;
    case JSON_STRING:
        json_string(w, tree->text);
        break;
    case JSON_ARRAY:
        json_array_open(w);
        members_write(w, tree);
        json_array_close(w);
        break;
    case JSON_OBJECT:
        json_object_open(w);
        members_write(w, tree);
        json_object_close(w);
        break;
    }
}
