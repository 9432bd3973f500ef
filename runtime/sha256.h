/* SHA-256 (FIPS 180-4), for receipts. */
#ifndef TIAO_RUNTIME_SHA256_H
#define TIAO_RUNTIME_SHA256_H

#include <stddef.h>
#include <stdint.h>

/* 64 hexadecimal digits and a zero byte. */
struct sha256_hex {
    char at[65];
};

struct sha256 {
    uint32_t state[8];
    uint64_t bytes;
    unsigned char block[64];
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *at, size_t len);
struct sha256_hex sha256_end(struct sha256 *s);
struct sha256_hex sha256_of(const void *at, size_t len);

#endif
