#!/usr/bin/env python3
"""Write a large rulebook: RULES rules in 20 files, the same each time.

    generate.py RULES FOLDER

A third each are conditions over facts, tables of three rows, and sums over
three earlier rules; no rule rests on others more than 20 deep.
"""

import os
import random
import sys

FILES = 20
FACTS = 50
DEPTH = 20
NEAR = 3000  # how far back a sum looks

FACT = "  数{0} : 整数 个（0个 到 2000个）\n  事{0} : 是否\n"

CONDITION = """规则 条件{i} : 元
  依据 一.{i}
  对 机构
  当 事{a} 且 数{b} ≥ {least}个 且 非 事{c}
  取 {amount}元
  否则 0元
"""

TABLE = """规则 表{i} : 元
  依据 一.{i}
  对 机构
  取
    | 数{a} | 额 |
    | {high}个及以上 | {i}元 |
    | {low}-{below}个 | {amount}元 |
    | 不满 {low}个 | 0元 |
"""

SUM = """规则 和{i} : 元
  依据 一.{i}
  对 机构
  取 合计({names})
"""

FORMS = ("条件", "表", "和")


def condition(i):
    return CONDITION.format(
        i=i, a=i % FACTS, b=i * 7 % FACTS, c=(i + 3) % FACTS,
        least=i % 1999 + 1, amount=i + 1)


def table(i):
    low = i % 900 + 1
    return TABLE.format(i=i, a=i % FACTS, low=low, below=low + 499,
                        high=low + 500, amount=i + 1)


def sum_of(i, depth, chance):
    """A sum over three earlier rules; enters its depth in DEPTH."""
    parts = []
    while len(parts) < 3:
        part = chance.randrange(max(0, i - NEAR), i)
        if depth[part] < DEPTH - 1:
            parts.append(part)
    depth.append(1 + max(depth[part] for part in parts))
    names = ", ".join(f"{FORMS[part % 3]}{part}" for part in parts)
    return SUM.format(i=i, names=names)


def rules(count):
    chance = random.Random(1)
    depth = []
    for i in range(count):
        if i % 3 == 2:
            yield sum_of(i, depth, chance)
        else:
            yield table(i) if i % 3 else condition(i)
            depth.append(0)


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    files = [open(os.path.join(folder, f"part-{k:02}.tiao"), "w",
                  encoding="utf-8") for k in range(FILES)]
    files[0].write("实体 机构\n")
    files[0].writelines(FACT.format(i) for i in range(FACTS))
    for i, text in enumerate(rules(count)):
        files[i * FILES // count].write(text)
    for file in files:
        file.close()


if __name__ == "__main__":
    main()
