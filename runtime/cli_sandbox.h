/* What the command gives up before it looks at rules of unknown origin: it
 * asks the kernel to hold it to what it needs, so that a mistake in tiao is of
 * no use to who wrote the rules. Where the kernel has no such thing, nothing
 * happens; "tiao doctor" says what it has. */
#ifndef TIAO_CLI_SANDBOX_H
#define TIAO_CLI_SANDBOX_H

#include "runtime/cli.h"

enum sandbox_right {
    SANDBOX_ALWAYS = 0,
    SANDBOX_READ = 1,  /* open files to read them */
    SANDBOX_WRITE = 2, /* make new files, and give them the name of others */
    SANDBOX_TALK = 4,  /* wait for what is typed */
};

/* With --untrusted: from here on no program is started, nothing is sent, and
 * only files that were named on the command line are opened (Landlock). */
void sandbox_enter(const struct command *c);
/* A tiao_settings.have_read; USER is the command. From here on it opens
 * nothing but the files that it was asked to write. */
void sandbox_seal(void *user);

/* What there is on this machine. */
struct sandbox_level {
    bool built;       /* into this command */
    bool calls;       /* seccomp */
    int landlock_abi; /* 0: none */
};

struct sandbox_level sandbox_level(void);

#endif
