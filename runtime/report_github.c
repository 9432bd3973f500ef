/* Reports as workflow commands of GitHub: annotations at the lines of a
 * change. One line a message; what a line cannot hold is %XX. */
#include <string.h>

#include "lang/diag_print.h"
#include "runtime/report.h"

/* PROPERTY: S stands before the ::, where a comma or colon would end it. */
static void
escaped_add(struct text *to, const char *s, bool property)
{
    for (; *s; s++) {
        if (!strchr(property ? "%\r\n:," : "%\r\n", *s)) {
            text_add_char(to, *s);
            continue;
        }
        text_add_char(to, '%');
        text_add_char(to, "0123456789ABCDEF"[*s >> 4]);
        text_add_char(to, "0123456789ABCDEF"[*s & 15]);
    }
}

static void
property_add(struct text *to, const char *key, uint32_t value)
{
    text_add_z(to, key);
    text_add_unsigned(to, value);
}

static const char *
command_of(enum tiao_severity severity)
{
    switch (severity) {
    case TIAO_NOTE:
        return "::notice ";
    case TIAO_WARNING:
        return "::warning ";
    case TIAO_ERROR:
        return "::error ";
    }
    return "";
}

static void
message_add(struct text *to, const struct tiao_diagnostic *d)
{
    text_add_z(to, command_of(d->severity));
    if (d->place.file[0]) {
        text_add_z(to, "file=");
        escaped_add(to, d->place.file, true);
        property_add(to, ",line=", d->place.line);
        property_add(to, ",endLine=", d->place.end_line);
        property_add(to, ",col=", d->place.unit);
        property_add(to, ",endColumn=", d->place.end_unit);
        text_add_char(to, ',');
    }
    text_add_z(to, "title=");
    escaped_add(to, d->code, true);
    text_add_z(to, "::");
    escaped_add(to, d->message, false);
    if (d->help[0]) {
        text_add_z(to, "%0A");
        escaped_add(to, d->help, false);
    }
    text_add_char(to, '\n');
}

void
report_github(struct text *to, const struct tiao_report *report,
              enum language l)
{
    for (size_t i = 0; i < report->n; i++)
        message_add(to, &report->at[i]);
    if (!report->more)
        return;
    text_add_z(to, "::notice ::");
    diags_more(to, report->more, l);
    text_add_char(to, '\n');
}
