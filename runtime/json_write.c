#include "runtime/json_write.h"

void
json_escape(struct text *to, struct str s)
{
    static const char hex[] = "0123456789abcdef";
    text_add_char(to, '"');
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == '"' || c == '\\') {
            text_add_char(to, '\\');
            text_add_char(to, (char)c);
        } else if (c == '\n') {
            text_add_z(to, "\\n");
        } else if (c < 0x20 || c == 0x7f) {
            text_add_z(to, "\\u00");
            text_add_char(to, hex[c >> 4]);
            text_add_char(to, hex[c & 15]);
        } else {
            text_add_char(to, (char)c);
        }
    }
    text_add_char(to, '"');
}

static void
json_line(struct json_writer *w)
{
    text_add_char(w->to, '\n');
    for (uint32_t i = 0; i < w->depth; i++)
        text_add_z(w->to, "  ");
}

static void
json_head(struct json_writer *w, const char *key)
{
    if (w->later)
        text_add_char(w->to, ',');
    if (w->depth)
        json_line(w);
    if (key) {
        json_escape(w->to, str_of(key));
        text_add_z(w->to, ": ");
    }
    w->later = true;
}

void
json_open(struct json_writer *w, const char *key, char bracket)
{
    json_head(w, key);
    text_add_char(w->to, bracket);
    w->depth++;
    w->later = false;
}

void
json_close(struct json_writer *w, char bracket)
{
    w->depth--;
    if (w->later)
        json_line(w);
    text_add_char(w->to, bracket);
    w->later = true;
    if (!w->depth)
        text_add_char(w->to, '\n');
}

void
json_raw(struct json_writer *w, const char *key, const char *raw)
{
    json_head(w, key);
    text_add_z(w->to, raw);
}

void
json_str(struct json_writer *w, const char *key, struct str value)
{
    json_head(w, key);
    json_escape(w->to, value);
}

void
json_text(struct json_writer *w, const char *key, const char *value)
{
    json_str(w, key, str_of(value));
}

void
json_some(struct json_writer *w, const char *key, const char *value)
{
    if (value[0])
        json_text(w, key, value);
}

void
json_bool(struct json_writer *w, const char *key, bool value)
{
    json_raw(w, key, value ? "true" : "false");
}

void
json_unsigned(struct json_writer *w, const char *key, uint64_t value)
{
    json_head(w, key);
    text_add_unsigned(w->to, value);
}
