#!/usr/bin/env python3
"""make.py [FOLDER]: write the made-up city, city.json and csv/, to FOLDER, or
else beside this file. The same bytes every time."""
import csv
import datetime
import json
import pathlib
import random
import sys

# Only random() is promised to give the same numbers in every Python.
draw = random.Random(2025).random

COUNTIES = "甘州区 临泽县 高台县 山丹县 民乐县 肃南县".split()

# Numbers that others still have to set; here they are assumed.
STANDARDS = {
    "普惠收费标准": 1200,
    "居民电价": "0.51",
    "居民水价": "3.1",
    "居民气价": "2.15",
    "居民热价": "4.6",
    "业务办结时限": 5,
    "每千人照护托位数": "4.5",
    "职业培训补贴标准": 1500,
    "技能认定补贴标准": 800,
}

# Until when the departments handed in what they keep.
COMPLETE = {
    "抽查": "2025-12-20",
    "办结": "2025-12-25",
    "休假": "2025-12-01",
}

# ---- what was written down by hand: - is not known, 无 is none --------------

INSTITUTIONS = """
所在县区 $id 类别 举办主体 托位数 达到规范建设要求 已备案 月收费 认定普惠 建设补贴已发 建设补贴列支年度 已建成 所属幼儿园
甘州区 甘州区公办托育中心 托育机构 公办 150 是 是 980 是 无 2025 2023-05-10 无
甘州区 金童托育园 托育机构 社会力量 80 是 是 1180 是 无 2025 2021-09-01 无
甘州区 湿地之星托育园 托育机构 社会力量 120 是 是 1260 是 50000 2024 2020-03-01 无
甘州区 木塔巷托育园 托育机构 社会力量 46 是 是 1480 否 无 2025 2022-04-18 无
甘州区 春芽托育园 托育机构 社会力量 60 是 是 1200 是 无 2025 2022-09-01 无
甘州区 北街小太阳托育园 托育机构 社会力量 35 是 否 1350 否 无 2025 2024-10-08 无
甘州区 南关幼儿园托班 幼儿园托班 公办 50 是 是 860 是 20000 2024 2023-09-01 南关幼儿园
甘州区 育才幼儿园托班 幼儿园托班 公办 25 是 是 880 是 无 2025 2024-09-01 育才幼儿园
甘州区 蓝天幼儿园托班 幼儿园托班 社会力量 40 是 是 1150 是 无 2025 2022-09-01 蓝天幼儿园
甘州区 七彩幼儿园托班 幼儿园托班 社会力量 20 否 否 1250 否 无 2026 2025-09-01 七彩幼儿园
甘州区 市医院职工托班 事业单位托班 公办 45 是 是 700 是 无 2025 2023-03-06 无
甘州区 种业集团托班 用人单位托班 社会力量 30 是 是 600 是 无 2025 2022-08-15 无
甘州区 西苑社区托育点 社区嵌入式托班 社会力量 18 是 是 1050 是 无 2025 2024-03-01 无
甘州区 滨河社区托育点 社区嵌入式托班 公办 19 是 是 900 是 10000 2024 2023-11-20 无
临泽县 临泽县公办托育中心 托育机构 公办 100 是 否 950 是 无 2026 2025-11-20 无
临泽县 枣乡托育园 托育机构 社会力量 64 是 是 1150 是 无 2025 2022-06-01 无
临泽县 丹霞托育园 托育机构 社会力量 45 是 是 1200 是 无 2025 2023-06-01 无
临泽县 颐和幼儿园托班 幼儿园托班 公办 40 是 是 840 是 无 2025 2023-09-01 颐和幼儿园
临泽县 沙河幼儿园托班 幼儿园托班 社会力量 20 是 是 1100 是 无 2025 2024-09-01 沙河幼儿园
临泽县 惠民社区托育点 社区嵌入式托班 社会力量 15 是 是 1000 - 无 2025 2024-05-06 无
高台县 高台县公办托育中心 托育机构 公办 120 是 是 980 是 无 2025 2024-06-01 无
高台县 晨星托育园 托育机构 社会力量 64 是 是 1150 是 无 2025 2021-03-01 无
高台县 河西路托育园 托育机构 社会力量 45 是 是 1480 否 无 2025 2022-05-16 无
高台县 小叶子托育点 社区嵌入式托班 社会力量 18 是 是 1050 是 无 2025 2023-10-09 无
高台县 实验幼儿园托班 幼儿园托班 公办 50 是 是 860 是 20000 2024 2022-09-01 实验幼儿园
高台县 葡萄酒厂托班 用人单位托班 社会力量 20 是 否 600 否 无 2025 2024-08-01 无
山丹县 山丹县公办托育中心 托育机构 公办 100 是 是 960 是 50000 2024 2023-08-01 无
山丹县 马场托育园 托育机构 社会力量 30 是 是 1220 是 无 2025 2022-03-01 无
山丹县 佛山路托育园 托育机构 社会力量 50 是 是 1180 是 无 2025 2023-02-20 无
山丹县 清泉幼儿园托班 幼儿园托班 公办 25 是 是 820 是 无 2025 2023-09-01 清泉幼儿园
山丹县 县中医院托班 事业单位托班 公办 20 是 是 680 是 无 2025 2024-04-01 无
山丹县 南湖社区托育点 社区嵌入式托班 社会力量 12 否 是 980 是 无 2026 2024-07-01 无
民乐县 银河托育园 托育机构 社会力量 - 是 是 1150 是 无 2025 2022-10-01 无
民乐县 洪水河托育园 托育机构 社会力量 40 是 是 1190 是 无 2025 2023-04-01 无
民乐县 县第二幼儿园托班 幼儿园托班 公办 45 是 是 800 是 无 2025 2022-09-01 县第二幼儿园
民乐县 生态园区托班 用人单位托班 社会力量 24 是 是 500 是 无 2025 2023-07-01 无
民乐县 金山社区托育点 社区嵌入式托班 公办 10 - 是 850 是 无 2025 2024-11-01 无
肃南县 裕固花儿托育园 托育机构 社会力量 28 是 是 1100 是 无 2025 2023-05-01 无
肃南县 肃南县公办托育中心 托育机构 公办 60 是 否 900 是 无 2026 2026-03-01 无
肃南县 县幼儿园托班 幼儿园托班 公办 20 是 是 780 是 无 2025 2024-09-01 县幼儿园
"""

# From and to which day care was not given as usual.
CLOSED = {
    "蓝天幼儿园托班": ("2025-05-06", "2025-05-26"),
    "县第二幼儿园托班": ("2025-11-10", "2026-01-05"),
}

KINDERGARTENS = """
所在县区 $id 有条件开设托班
甘州区 南关幼儿园 是
甘州区 育才幼儿园 是
甘州区 蓝天幼儿园 是
甘州区 七彩幼儿园 是
甘州区 东环幼儿园 是
甘州区 新乐幼儿园 否
甘州区 大满中心幼儿园 -
临泽县 颐和幼儿园 是
临泽县 沙河幼儿园 是
临泽县 蓼泉中心幼儿园 否
高台县 实验幼儿园 是
高台县 东街幼儿园 是
山丹县 清泉幼儿园 是
山丹县 东乐中心幼儿园 -
民乐县 县第二幼儿园 是
民乐县 县第一幼儿园 是
肃南县 县幼儿园 是
"""

HOSPITALS = """
所在县区 $id 公立 等级 基层 提供托育服务 上级医院
甘州区 市人民医院 是 三级 否 是 无
甘州区 甘州区医院 是 二级 否 2025-10-15 市人民医院
甘州区 康宁医院 否 二级 否 否 无
甘州区 东街社区卫生服务中心 是 一级 是 否 甘州区医院
甘州区 南街社区卫生服务中心 是 一级 是 否 甘州区医院
甘州区 大满镇卫生院 是 一级 是 否 市人民医院
甘州区 梁家墩镇卫生院 是 未定级 是 否 市人民医院
临泽县 临泽县医院 是 二级 否 否 市人民医院
临泽县 沙河镇卫生院 是 一级 是 否 临泽县医院
临泽县 蓼泉镇卫生院 是 未定级 是 否 临泽县医院
高台县 高台县医院 是 二级 否 2026-02-20 市人民医院
高台县 城关镇卫生院 是 一级 是 否 高台县医院
高台县 南华镇卫生院 是 一级 是 否 高台县医院
山丹县 山丹县医院 是 二级 否 是 市人民医院
山丹县 清泉镇卫生院 是 一级 是 否 山丹县医院
民乐县 民乐县医院 是 二级 否 - 市人民医院
民乐县 洪水镇卫生院 是 一级 是 否 民乐县医院
肃南县 肃南县医院 是 二级 否 否 市人民医院
肃南县 红湾寺镇卫生院 是 一级 是 否 肃南县医院
"""

CONTRACTS = """
基层机构 托育机构 日期 服务方式
东街社区卫生服务中心 甘州区公办托育中心 2025-03-12 巡回指导
东街社区卫生服务中心 金童托育园 2025-03-12 巡回指导
南街社区卫生服务中心 春芽托育园 2025-04-02 协议派驻
南街社区卫生服务中心 西苑社区托育点 2025-06-18 尚未开展
大满镇卫生院 湿地之星托育园 2025-05-20 巡回指导
沙河镇卫生院 枣乡托育园 2025-04-15 巡回指导
沙河镇卫生院 颐和幼儿园托班 2025-04-15 巡回指导
城关镇卫生院 晨星托育园 2025-02-26 协议派驻
南华镇卫生院 小叶子托育点 2025-09-10 其他方式
清泉镇卫生院 佛山路托育园 2025-05-08 巡回指导
洪水镇卫生院 洪水河托育园 2025-07-01 巡回指导
红湾寺镇卫生院 裕固花儿托育园 2025-10-22 尚未开展
"""

DOCTORS = """
医院 日期 科别
甘州区医院 2025-03-20 全科
甘州区医院 2025-04-10 专科
市人民医院 2025-06-03 专科
临泽县医院 2025-05-06 全科
高台县医院 2025-03-10 全科
高台县医院 2025-09-18 专科
山丹县医院 2025-05-20 全科
民乐县医院 2025-07-15 全科
民乐县医院 2025-08-05 专科
"""

CENTRES = """
$id 级别 已建成
市托育综合服务中心 市级 2025-12-18
甘州区托育综合服务中心 县级 2025-09-30
高台县托育综合服务中心 县级 否
"""

HOUSES = """
所在县区 $id 种类 认定可以增设 增设方式
甘州区 西苑社区综合服务楼 综合服务设施 - 公建民营
甘州区 滨河社区党群服务中心 党群服务中心 - 公建民营
甘州区 青年小区闲置用房 居民小区闲置用房 - 尚未增设
甘州区 老粮库 其他房屋 是 尚未增设
甘州区 北环路旧校舍 其他房屋 - 尚未增设
临泽县 惠民社区综合服务楼 综合服务设施 - 民办公助
高台县 人民东路闲置用房 居民小区闲置用房 - 尚未增设
山丹县 南湖社区党群服务中心 党群服务中心 - 民办公助
民乐县 金山社区综合服务楼 综合服务设施 - 其他方式
肃南县 红湾小区闲置用房 居民小区闲置用房 - 尚未增设
"""

FACILITIES = """
$id 建设方式 竣工日期 符合相关标准
临泽县托育综合楼 新建 2025-10-30 是
肃南县托育综合楼 新建 2026-02-10 -
甘州区公办托育中心二期 扩建 2025-07-15 否
山丹县公办托育中心活动楼 改建 2025-05-20 是
七彩幼儿园托班用房 改建 2025-08-20 -
高台县公办托育中心楼 沿用 2024-05-10 是
"""

ESTATES = """
所在县区 $id 阶段 常住人口 照护托位数 已规划照护设施 有配套安全设施 原有照护设施 取得方式 公共活动区域已改造 设施安全 设施适宜 设施符合标准
甘州区 湖畔新城 新建 6200 30 是 是 - - - 是 是 是
甘州区 玉泉华府 新建 4800 18 是 否 - - - 是 是 -
甘州区 滨河苑 已建成 5200 20 - - 否 置换 是 是 是 是
甘州区 青年小区 已建成 3100 0 - - 否 尚未取得 否 否 否 否
甘州区 西关家园 已建成 2600 12 - - 是 - - 是 是 是
临泽县 枣林花园 新建 2200 10 是 是 - - - 是 是 是
临泽县 沙河家属院 已建成 1500 0 - - 否 其他方式 否 - - -
高台县 盛世华庭 新建 3000 0 否 否 - - - - - -
高台县 人民东路小区 已建成 2400 10 - - 否 租赁 是 是 是 否
山丹县 祁连雅居 新建 2800 15 是 是 - - - 是 是 是
山丹县 南湖小区 已建成 1900 12 - - 否 购置 是 是 是 是
民乐县 金山新苑 新建 - 10 是 是 - - - 是 是 是
肃南县 红湾小区 已建成 900 0 - - 否 尚未取得 否 否 否 否
"""

PROJECTS = """
所在县区 $id 种类
甘州区 北部供热管网 城市基础设施
甘州区 民主西街片区改造 老旧小区改造
甘州区 丝路物流园 其他项目
临泽县 县城新型城镇化建设 新型城镇化
高台县 湿地公园周边道路 城市基础设施
山丹县 东大街小区改造 老旧小区改造
民乐县 生态工业园区道路 城市基础设施
肃南县 红湾寺镇老旧小区改造 老旧小区改造
"""

PRICE_NOTICES = """
适用类别 日期
公办托育机构 2025-03-20
社会办普惠托育机构 2025-03-20
公办幼儿园托班 2025-06-30
"""

# 办结 is the day, or - when nothing came of it.
APPLICATIONS = """
机构 种类 日期 办结
甘州区公办托育中心 电 2025-02-11 2025-02-14
甘州区公办托育中心 热 2025-09-22 2025-10-10
金童托育园 电 2025-03-05 2025-03-12
金童托育园 水 2025-03-05 2025-03-13
春芽托育园 气 2025-04-24 2025-04-30
木塔巷托育园 电 2025-05-19 2025-06-06
蓝天幼儿园托班 水 2025-07-01 2025-07-08
西苑社区托育点 电 2025-06-10 2025-06-13
滨河社区托育点 热 2025-10-13 -
枣乡托育园 电 2025-04-01 2025-04-08
丹霞托育园 气 2025-08-18 2025-08-22
临泽县公办托育中心 电 2025-11-03 2025-11-07
临泽县公办托育中心 水 2025-11-03 2025-11-12
临泽县公办托育中心 热 2025-11-05 2025-11-11
高台县公办托育中心 水 2025-01-24 2025-02-06
晨星托育园 电 2025-09-24 2025-09-29
佛山路托育园 气 2025-05-28 2025-06-05
马场托育园 电 2025-12-08 -
洪水河托育园 水 2025-12-23 -
裕固花儿托育园 电 2025-06-30 2025-07-04
"""

PLANS = """
工种 日期
育婴员 2025-02-20
保育师 2025-02-20
"""

TRAINEES = """
工种 认定托育相关 培训合格 取得证书 符合补贴规定 人数
保育师 - 是 是 是 7
保育师 - 是 否 是 3
育婴员 - 是 是 是 6
育婴员 - 是 是 否 1
育婴员 - 否 否 是 2
婴幼儿发展引导员 - 是 是 是 2
其他工种 是 是 否 是 2
其他工种 否 是 是 是 1
其他工种 - 是 是 是 1
"""

GUIDANCE = """
$id 已建成
市婴幼儿照护服务指导中心 2025-06-01
"""

CLASSES = """
$id 工种 日期 在假期开班
保育师寒假班 保育师 2025-02-10 是
育婴员秋季班 育婴员 2025-09-08 否
"""

EMPLOYERS = """
所在县区 $id
甘州区 种业集团
甘州区 河西印务
甘州区 市人民医院
临泽县 枣业公司
高台县 葡萄酒厂
山丹县 马场公司
民乐县 生态园区企业
肃南县 裕固文旅公司
"""

# 休假 is "days until day", several with +; a leave may be cut short or late.
LEAVES = """
单位 种类 应休天数 期满日期 休假
种业集团 产假 98 2025-05-31 98@2025-05-31
种业集团 生育奖励假 82 2025-08-21 82@2025-08-21
种业集团 陪产假 30 2025-04-30 30@2025-04-11
种业集团 育儿假 15 2025-12-31 5@2025-05-09+5@2025-10-17
河西印务 产假 98 2025-07-15 60@2025-06-07
河西印务 陪产假 30 2025-06-30 10@2025-05-20+20@2025-07-21
市人民医院 产假 98 2025-09-30 98@2025-09-28
市人民医院 育儿假 15 2025-11-30 10@2025-03-21+5@2025-08-15
枣业公司 产假 98 2025-06-20 98@2025-06-20
枣业公司 生育奖励假 82 2025-09-10 40@2025-07-30
葡萄酒厂 产假 98 2025-10-31 98@2025-10-30
葡萄酒厂 陪产假 30 2025-09-15 30@2025-09-05
马场公司 育儿假 15 2025-09-30 15@2025-07-18
生态园区企业 产假 98 2025-11-20 98@2025-11-20
生态园区企业 生育奖励假 82 2026-02-10 10@2025-11-30
裕固文旅公司 陪产假 30 2025-08-31 -
裕固文旅公司 育儿假 15 2026-03-31 5@2025-11-14
"""

SURNAMES = ("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
            "陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳")
GIVEN = "禾苗果豆满安宁乐晴朗岚舟星月谷溪"

# Where families live: so many of each county.
FAMILIES = [24, 9, 9, 8, 6, 4]

# The quarters in which nobody came, by county; what else is missed is drawn.
MISSED = {"肃南县": [1, 3], "民乐县": [3]}

# The month from which power is billed at the household price: 13 is never.
# All others had it all year.
HOUSEHOLD_POWER = {
    "木塔巷托育园": 7,
    "湿地之星托育园": 4,
    "种业集团托班": 13,
    "丹霞托育园": 5,
    "河西路托育园": 10,
    "洪水河托育园": 6,
    "裕固花儿托育园": 8,
}
HEAT_AS_BUSINESS = ["丹霞托育园", "马场托育园", "北街小太阳托育园"]

# Yuan and its ten-thousandths for one unit, at the household price or not.
POWER, BUSINESS_POWER = 5100, 7200
HEAT, BUSINESS_HEAT = 46000, 69000
WATER, GAS = 31000, 21500

# ---- words into values -------------------------------------------------------

WORDS = {"是": True, "否": False, "无": None}
NUMBERS = "托位数 月收费 建设补贴已发 常住人口 照护托位数 应休天数 人数".split()


def value(name, word):
    if word in WORDS:
        return WORDS[word]
    return int(word) if name in NUMBERS else word


def table(text):
    """The rows of TEXT, whose first line names the columns; $id comes first."""
    names, *lines = [line.split() for line in text.strip().split("\n")]
    return [dict(sorted(((name, value(name, word))
                         for name, word in zip(names, line) if word != "-"),
                        key=lambda pair: pair[0] != "$id"))
            for line in lines]


def number(rows, name):
    """ROWS with a name each, made of NAME and a number."""
    return [{"$id": f"{name}{i:03d}", **row}
            for i, row in enumerate(rows, 1)]


def since(day):
    """A state that did not hold before DAY."""
    return [{"$from": "2020-01-01", "$value": False},
            {"$from": day, "$value": True}]


def history(row, name):
    """What stands as a day in ROW is from when NAME held."""
    if isinstance(row.get(name), str):
        row[name] = since(row[name])
    return row


def pick(things):
    return things[int(draw() * len(things))]


def between(first, last):
    """A day from FIRST to LAST, Monday to Friday."""
    days = (last - first).days
    while True:
        day = first + datetime.timedelta(int(draw() * (days + 1)))
        if day.weekday() < 5:
            return day


def day(month, number, year=2025):
    return datetime.date(year, month, number)


# ---- the tables --------------------------------------------------------------

def institutions():
    rows = table(INSTITUTIONS)
    for row in rows:
        built = row["已建成"]
        row["已建成"] = True if built < "2025" else since(built)
        row["正常提供服务"] = row["已建成"]
        if row["$id"] in CLOSED:
            closed, again = CLOSED[row["$id"]]
            row["正常提供服务"] = [
                {"$from": built, "$value": True},
                {"$from": closed, "$value": False},
                {"$from": again, "$value": True}]
    return rows


def first_month(row):
    """The month of 2025 from which ROW's institution was there; 13 is later."""
    if row["已建成"] is True:
        return 1
    day = row["已建成"][1]["$from"]
    return int(day[5:7]) if day < "2026" else 13


def children(places):
    """Families, and their children in institutions, mostly of their county."""
    families, rows = [], []
    surnames = iter(SURNAMES)
    for county, count in zip(COUNTIES, FAMILIES):
        near = [p for p in places
                if p["所在县区"] == county and first_month(p) == 1]
        for _ in range(count):
            surname = next(surnames)
            families.append({"$id": surname + "家", "所在县区": county})
            for i in range(2 if draw() < 0.2 else 1):
                place = pick(places[:5] if draw() < 0.06 else near)
                rows.append(child(surname, i, families[-1], place))
    return families, rows


def child(surname, i, family, place):
    """Who begins in a class of a kindergarten is two years old, mostly; who is
    three when summer ends goes to kindergarten, mostly."""
    begins = (between(day(1, 6), day(10, 20)) if draw() < 0.5
              else pick([day(9, 2, 2024), day(3, 3)]))
    youngest = 24 if place["类别"] == "幼儿园托班" and draw() < 0.8 else 8
    age = (youngest + draw() * (34 - youngest)) * 30.44
    born = begins - datetime.timedelta(int(age))
    leaves = None
    if begins < day(8, 1) and born < day(9, 1, 2022) and draw() < 0.9:
        leaves = day(8, 29)
    elif draw() < 0.1:
        leaves = between(begins + datetime.timedelta(20), day(12, 26))
    return {"$id": surname + "小" + GIVEN[int(draw() * 15) + i],
            "家庭": family["$id"],
            "就读机构": place["$id"],
            "出生日期": str(born),
            "入托日期": str(begins),
            "离托日期": None if leaves is None else str(leaves)}


def visits(places, months, share, gone):
    """Visits to filed institutions, one window of MONTHS each; GONE says in
    which windows of a county there was none, SHARE how many were missed."""
    rows = []
    for window in range(12 // months):
        first = day(window * months + 1, 6)
        last = day(window * months + months, 19)
        for place in places:
            if not place["已备案"] or first_month(place) == 13:
                continue
            if window + 1 in gone.get(place["所在县区"], []) or draw() < share:
                continue
            when = between(first, last)
            for aspect in ["建筑", "消防", "食品", "卫生"]:
                if draw() < 0.35 or aspect == "卫生" and draw() < 0.3:
                    rows.append((when, place["$id"], aspect))
    return [{"机构": place, "方面": aspect, "日期": str(when)}
            for when, place, aspect in sorted(rows)
            if str(when) < COMPLETE["抽查"]]


def bills(places):
    rows = []
    for place in places:
        name, size = place["$id"], place.get("托位数", 40)
        for month in range(first_month(place), 13):
            rows += month_of_bills(name, size, month)
    return rows


def month_of_bills(name, size, month):
    rows = []

    def bill(kind, amount, price):
        fen = (amount * price + 50) // 100
        rows.append({
            "机构": name, "种类": kind, "属期": f"2025-{month:02d}",
            "日期": str(day(month, 28)), "用量": amount,
            "实收": f"{fen // 100}.{fen % 100:02d}"})

    cheap = month >= HOUSEHOLD_POWER.get(name, 1)
    bill("电", 200 + int(size * (6 + 3 * draw())),
         POWER if cheap else BUSINESS_POWER)
    if month % 3 == 0:
        bill("水", 20 + int(size * (1 + draw())), WATER)
    if size >= 80:
        bill("气", 60 + int(size * (1 + draw())), GAS)
    if month in (1, 2, 3, 11, 12):
        bill("热", 100 + 4 * size,
             BUSINESS_HEAT if name in HEAT_AS_BUSINESS else HEAT)
    return rows


def applications():
    asked, done = [], []
    for i, row in enumerate(table(APPLICATIONS), 1):
        answer = row.pop("办结", None)
        asked.append({"$id": f"申请{i:03d}", **row})
        if answer:
            done.append({"申请": asked[-1]["$id"], "日期": answer})
    return asked, number(done, "办结")


def trainees():
    rows = []
    for row in table(TRAINEES):
        rows += [row] * row.pop("人数")
    return number(rows, "学员")


def leaves():
    owed, taken = [], []
    for i, row in enumerate(table(LEAVES), 1):
        parts = row.pop("休假", None)
        owed.append({"$id": f"假{i:03d}", **row})
        for part in parts.split("+") if parts else []:
            days, until = part.split("@")
            taken.append({"生育假": owed[-1]["$id"], "日期": until,
                          "天数": int(days)})
    return owed, number(taken, "休假")


def city():
    """Everything, as the facts of tiao are written."""
    places = institutions()
    families, kids = children(places)
    asked, done = applications()
    owed, taken = leaves()
    return {
        **STANDARDS,
        "托育机构": places,
        "幼儿园": table(KINDERGARTENS),
        "家庭": families,
        "幼儿": kids,
        "托育综合服务中心": [history(r, "已建成") for r in table(CENTRES)],
        "存量房屋": table(HOUSES),
        "照护设施": table(FACILITIES),
        "居住小区": table(ESTATES),
        "建设项目": table(PROJECTS),
        "医疗卫生机构": [history(r, "提供托育服务") for r in table(HOSPITALS)],
        "签约服务": number(table(CONTRACTS), "签约"),
        "选派医生": number(table(DOCTORS), "选派"),
        "收费标准文件": number(table(PRICE_NOTICES), "定价"),
        "账单": number(bills(places), "账单"),
        "业务申请": asked,
        "办结": done,
        "培训计划": number(table(PLANS), "计划"),
        "学员": trainees(),
        "指导中心": [history(r, "已建成") for r in table(GUIDANCE)],
        "培训班": table(CLASSES),
        "抽查": number(visits(places, 3, 0.08, MISSED), "抽查"),
        "检查": number(visits(places, 6, 0.1, {"肃南县": [1]}), "检查"),
        "用人单位": table(EMPLOYERS),
        "生育假": owed,
        "休假": taken,
    }


# ---- the files ---------------------------------------------------------------

def as_json(facts):
    """One line for each row."""
    parts = []
    for name, rows in facts.items():
        if not isinstance(rows, list):
            parts.append(f'"{name}": {json.dumps(rows, ensure_ascii=False)}')
            continue
        text = ",\n  ".join(json.dumps(r, ensure_ascii=False) for r in rows)
        text = f"[\n  {text}]"
        if name in COMPLETE:
            text = f'{{"$partial": {text}, "$from": "{COMPLETE[name]}"}}'
        parts.append(f'"{name}": {text}')
    return "{" + ",\n".join(parts) + "}\n"


def cell(value):
    """A value in a sheet: 是 and 否, 无; a history as day=value, with ; ."""
    if isinstance(value, list):
        return ";".join(f"{v['$from']}={cell(v['$value'])}" for v in value)
    for word, meant in WORDS.items():
        if value is meant:
            return word
    return value


def write_sheet(path, names, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(names)
        sheet.writerows([cell(row.get(name, "")) for name in names]
                        for row in rows)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1
                          else pathlib.Path(__file__).parent)
    (folder / "csv").mkdir(parents=True, exist_ok=True)
    facts = city()
    (folder / "city.json").write_text(as_json(facts), encoding="utf-8")
    for name, rows in facts.items():
        if isinstance(rows, list):
            names = list(dict.fromkeys(k for row in rows for k in row))
            write_sheet(folder / "csv" / f"{name}.csv", names, rows)
    write_sheet(folder / "csv" / "标准.csv", ["标准", "值"],
                [{"标准": k, "值": v} for k, v in STANDARDS.items()])
    write_sheet(folder / "csv" / "记录完整到.csv", ["记录", "不含"],
                [{"记录": k, "不含": v} for k, v in COMPLETE.items()])


main()
