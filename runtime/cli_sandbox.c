#include "runtime/cli_sandbox.h"

#include <string.h>

#ifdef TIAO_SANDBOX

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#endif

/* ---- system calls ---- */

#ifdef MACHINE

/* Far more than the table has rows. */
enum { FILTER_MOST = 256 };

struct filter {
    struct sock_filter at[FILTER_MOST];
    unsigned short n;
};

static void
step(struct filter *f, unsigned code, unsigned k, unsigned yes, unsigned no)
{
    f->at[f->n++] = (struct sock_filter){
        (unsigned short)code, (unsigned char)yes, (unsigned char)no, k};
}

static void
load(struct filter *f, size_t offset)
{
    step(f, BPF_LD | BPF_W | BPF_ABS, (unsigned)offset, 0, 0);
}

static void
answer(struct filter *f, bool allowed)
{
    step(f, BPF_RET | BPF_K,
         allowed ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO | EPERM, 0, 0);
}

/* The low half of argument I; flags are all there. */
static size_t
argument(int i)
{
    return offsetof(struct seccomp_data, args) + (size_t)i * sizeof(uint64_t);
}

static void
allow_call(struct filter *f, long number)
{
    step(f, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 1);
    answer(f, true);
}

/* NUMBER maps or protects memory: none that is run. */
static void
allow_memory(struct filter *f, long number)
{
    step(f, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 4);
    load(f, argument(2));
    step(f, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1);
    answer(f, false);
    answer(f, true);
}

/* To read: no flag that writes or makes. To write: a file that is not there
 * yet, and nothing else. */
static void
allow_open(struct filter *f, unsigned rights)
{
    unsigned writes = O_ACCMODE | O_CREAT | O_TRUNC;
    unsigned makes = O_CREAT | O_EXCL;
    step(f, BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 7);
    load(f, argument(2));
    step(f, BPF_JMP | BPF_JSET | BPF_K, writes, 1, 0);
    answer(f, rights & SANDBOX_READ);
    step(f, BPF_ALU | BPF_AND | BPF_K, makes, 0, 0);
    step(f, BPF_JMP | BPF_JEQ | BPF_K, makes, 1, 0);
    answer(f, false);
    answer(f, rights & SANDBOX_WRITE);
}

static void
filter_make(struct filter *f, unsigned rights)
{
    static const struct {
        long number;
        unsigned right;
    } rows[] = {
#define SYSTEM_CALL(name, right) {SYS_##name, right},
#include "runtime/cli_sandbox.def"
#undef SYSTEM_CALL
    };
    load(f, offsetof(struct seccomp_data, arch));
    step(f, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
    answer(f, false);
    load(f, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((rows[i].right & rights) == rows[i].right)
            allow_call(f, rows[i].number);
    allow_open(f, rights);
    /* What follows begins with the number again. */
    load(f, offsetof(struct seccomp_data, nr));
    allow_memory(f, SYS_mmap);
    load(f, offsetof(struct seccomp_data, nr));
    allow_memory(f, SYS_mprotect);
    answer(f, false);
}

static bool
calls_there(void)
{
    unsigned action = SECCOMP_RET_ERRNO;
    return !syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
}

/* Filters add up: each call must pass all of them. */
static void
calls_narrow(unsigned rights)
{
    struct filter filter = {.n = 0};
    struct sock_fprog program = {.filter = filter.at};
    filter_make(&filter, rights);
    program.len = filter.n;
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

#else

static bool
calls_there(void)
{
    return false;
}

static void
calls_narrow(unsigned rights)
{
    (void)rights;
}

#endif

/* ---- files ---- */

#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

static int
landlock_abi(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
                       LANDLOCK_CREATE_RULESET_VERSION);
    return abi > 0 ? (int)abi : 0;
}

/* Every right over files that ABI knows: what is not given is refused. */
static uint64_t
rights_known(int abi)
{
    uint64_t rights = LANDLOCK_ACCESS_FS_REFER - 1;
    if (abi >= 2)
        rights |= LANDLOCK_ACCESS_FS_REFER;
    if (abi >= 3)
        rights |= LANDLOCK_ACCESS_FS_TRUNCATE;
    return rights;
}

static const uint64_t reads =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t writes =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
    LANDLOCK_ACCESS_FS_REMOVE_FILE;

/* A path that is not there is one that cannot be opened anyway. */
static void
path_allow(int rules, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr beneath = {
        .allowed_access = rights,
        .parent_fd = open(path, O_PATH | O_CLOEXEC),
    };
    struct stat st;
    if (beneath.parent_fd < 0)
        return;
    if (!fstat(beneath.parent_fd, &st) && !S_ISDIR(st.st_mode))
        beneath.allowed_access &=
            LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath,
            0);
    close(beneath.parent_fd);
}

/* The folder of PATH, or PATH when it is one. */
static void
folder_allow(int rules, const char *path, uint64_t rights)
{
    size_t n = strlen(path);
    char *folder = memory(n + 2, 1);
    struct stat st;
    memcpy(folder, path, n);
    if (stat(path, &st) || !S_ISDIR(st.st_mode)) {
        while (n && folder[n - 1] != '/')
            n--;
        strcpy(folder + n, n ? "" : ".");
    }
    path_allow(rules, folder, rights);
    free(folder);
}

static bool
is_file(const char *path)
{
    return path && strcmp(path, "-") != 0;
}

/* Are the rule files themselves written? */
static bool
mends_rules(const struct command *c)
{
    if (c->verb == VERB_FMT)
        return !c->option[OPTION_CHECK].n;
    return c->option[OPTION_FIX].n && !c->option[OPTION_DRY_RUN].n;
}

/* What each verb reads and writes: the files that are named, and the lock of a
 * ledger, which stands beside the rules. */
static void
files_allow(int rules, const struct command *c)
{
    static const enum option read[] = {OPTION_FACTS, OPTION_SOURCE,
                                       OPTION_LOCK};
    static const enum option write[] = {OPTION_RECEIPT, OPTION_OUTPUT,
                                        OPTION_LOCK};
    bool beside = c->verb == VERB_LEDGER;
    bool mends = mends_rules(c);
    for (size_t i = 0; i < c->operand.n; i++) {
        path_allow(rules, c->operand.at[i], reads);
        if (beside || mends)
            folder_allow(rules, c->operand.at[i], mends ? writes : reads);
        if (beside && c->option[OPTION_UPDATE].n)
            folder_allow(rules, c->operand.at[i], writes);
    }
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        for (size_t k = 0; k < c->option[read[i]].n; k++)
            path_allow(rules, c->option[read[i]].at[k], reads);
    for (size_t i = 0; i < sizeof write / sizeof *write; i++)
        if (is_file(command_value(c, write[i])))
            folder_allow(rules, command_value(c, write[i]), writes);
}

/* A receipt names its files itself, a session is told them later: both may
 * read everything, and a session may save. */
static void
files_confine(const struct command *c)
{
    int abi = landlock_abi(), rules;
    struct landlock_ruleset_attr attr = {.handled_access_fs =
                                             rights_known(abi)};
    if (!abi || c->verb == VERB_REPL)
        return;
    rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (rules < 0)
        return;
    if (c->verb == VERB_VERIFY)
        path_allow(rules, "/", reads);
    files_allow(rules, c);
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

/* ---- both ---- */

/* What is still to be done when the rules have been read. */
static unsigned
rights_later(const struct command *c)
{
    unsigned rights = SANDBOX_ALWAYS;
    if (c->verb == VERB_LEDGER || c->verb == VERB_VERIFY ||
        c->verb == VERB_CASES || c->option[OPTION_SOURCE].n)
        rights |= SANDBOX_READ;
    if (c->verb == VERB_REPL)
        rights |= SANDBOX_READ | SANDBOX_WRITE | SANDBOX_TALK;
    if (is_file(command_value(c, OPTION_RECEIPT)) ||
        is_file(command_value(c, OPTION_OUTPUT)) ||
        c->option[OPTION_UPDATE].n || mends_rules(c))
        rights |= SANDBOX_WRITE;
    return rights;
}

void
sandbox_enter(const struct command *c)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return;
    files_confine(c);
    if (calls_there())
        calls_narrow(rights_later(c) | SANDBOX_READ);
}

void
sandbox_seal(void *user)
{
    if (calls_there())
        calls_narrow(rights_later(user));
}

struct sandbox_level
sandbox_level(void)
{
    return (struct sandbox_level){true, calls_there(), landlock_abi()};
}

#else

void
sandbox_enter(const struct command *c)
{
    (void)c;
}

void
sandbox_seal(void *user)
{
    (void)user;
}

struct sandbox_level
sandbox_level(void)
{
    return (struct sandbox_level){false, false, 0};
}

#endif
