/* A rulebook with most constructs that decide, for tests of the library. */
#ifndef TIAO_TESTS_UNIT_API_RULES_H
#define TIAO_TESTS_UNIT_API_RULES_H

#include <string.h>

#include "runtime/tiao.h"

static const char api_rules[] =
    "规章 托育\n"
    "名册 县区 = 甘州区、临泽县、高台县\n"
    "实体 机构\n"
    "  所在县区 : 县区\n"
    "  类别     : 公办、民办、集体\n"
    "  托位数   : 整数 个（0个 到 2000个）  问 “多少个托位？”\n"
    "  达标     : 是否\n"
    "  已备案   : 是否  问 “备案了吗？”  凭 “备案回执”\n"
    "  已发     : 元 或 无\n"
    "实体 幼儿\n"
    "  就读机构 : 机构\n"
    "  月龄     : 整数 月（0月 到 72月）\n"
    "  低保     : 是否\n"
    "疑义 含零\n"
    "  依据 一.1\n"
    "  甲 “至少1个”\n"
    "  乙 “含0个”\n"
    "  暂取 甲\n"
    "标准 伙食标准 : 元/月 待 市教育局 定\n"
    "  依据 一.5\n"
    "规则 建设补贴 : 元\n"
    "  依据 一.1\n"
    "  对 机构\n"
    "  当 达标 且 已备案 且 已发 无值\n"
    "  取\n"
    "    | 托位数      | 补贴  |\n"
    "    | 100个及以上 | 5万元 |\n"
    "    | 50-99个     | 3万元 |\n"
    "    | 1-49个      | 1万元 |\n"
    "    | 0个         | 若 含零 是 乙 则 1万元 否则 无 |\n"
    "规则 托费 : 元\n"
    "  依据 一.3\n"
    "  对 幼儿\n"
    "  当 月龄 不满 36月\n"
    "  取 100元/月 × 月龄\n"
    "  但 减免\n"
    "    当 低保 或 就读机构 的 类别 是 公办\n"
    "    取 0元\n"
    "规则 机构托费 : 元\n"
    "  依据 一.4\n"
    "  对 机构\n"
    "  取 合计(本 的 幼儿 的 托费)\n"
    "规则 县区支出 : 元\n"
    "  依据 一.4\n"
    "  对 县区\n"
    "  取 合计(本 的 机构 当 已备案 取 建设补贴 无则 0元)\n"
    "分担 建设分担\n"
    "  依据 一.6\n"
    "  对 机构\n"
    "  把 建设补贴\n"
    "  按\n"
    "    | 所在县区 | 市 : 县 |\n"
    "    | 甘州区   | 2 : 8   |\n"
    "    | 其他     | 0 : 1   |\n"
    "  余数 归 县\n"
    "规则 伙食费 : 元/月\n"
    "  依据 一.5\n"
    "  对 幼儿\n"
    "  当 低保\n"
    "  取 伙食标准\n";

static inline enum tiao_status
api_load(const struct tiao_settings *settings, struct tiao_rulebook **rulebook)
{
    const struct tiao_file file = {"托育.tiao", api_rules, strlen(api_rules)};
    return tiao_load_texts(&file, 1, settings, rulebook);
}

#endif
