"""Names of people, shops and companies that do not exist, made from parts."""

import random
from collections.abc import Callable
from typing import Final

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚钟姜谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦"
)
_GIVEN: Final = (
    "伟 芳 敏 静 磊 强 军 洋 勇 艳 杰 娟 涛 超 明 霞 平 刚 辉 玲 斌 浩 宇 鑫 琳 颖 凯 帆 晨 睿 彬 婷 倩 佳 蕾 峰 宁 岚 恒 毅"
    " 志强 建华 晓东 海燕 国栋 丽娜 文博 思远 嘉敏 家豪 子轩 俊杰 晓敏 秀兰 小军 雪梅 永刚 少华 锦荣 伟明 志鹏 惠玲 燕妮 振宇"
    " 泽林 淑贤 天佑 雅文 绍文 启航 广生 润生 柏林 倩仪 咏诗 家明 耀辉 国良 建国 春燕 海峰 立新 红梅 向阳 文静 丹丹 新宇 玉婷"
).split()
_FIRST: Final = "澄沐岚屿棠珩聿砚昕峤桐棣苒暻砺浔翊茗湉溱岑葭笙筠珞霁黎晗"
_SECOND: Final = "川禾野里桥溪帆谷舟汀原岭栖泊渡垚朴稔陌甫"
_THIRD: Final = "达源盛科晟隆远辰联拓域卓越铭驰"
_BUILDINGS: Final = ("大厦", "商务中心", "广场", "科创中心", "国际中心")
_PARKS: Final = ("工业园", "科技园", "产业园", "智造园", "工业区")
_ROADS: Final = (
    "兴业路 康乐路 新村一路 文明路 创新路 民乐街 迎春路 荔园街 榕树路 和安路 丰收路 建新路 长青路 书香路 育才街 光辉路 鹏程一路 平安里街"
).split()
_FACTORY_ROADS: Final = "工业一路 工业二路 工业西路 兴工路 创业二路 振业路 科技三路 锦绣路 东环路 锦成路 汇业路 第三工业大道".split()


def person(dice: random.Random) -> str:
    """Return a person's name."""
    return dice.choice(_SURNAMES) + dice.choice(_GIVEN)


def company_brand(dice: random.Random) -> str:
    """Return the name proper of a company: three characters seldom seen together."""
    return dice.choice(_FIRST) + dice.choice(_SECOND) + dice.choice(_THIRD)


_SHOP_BRANDS: Final[tuple[Callable[[str, str], str], ...]] = (
    lambda one, two: f"阿{one}",
    lambda one, two: f"{one}{two}",
    lambda one, two: f"{one}记",
    lambda one, two: f"{one}{two}家",
    lambda one, two: f"{two}边{one}",
    lambda one, two: f"老{one}",
    lambda one, two: f"小{one}{two}",
)


def shop_brand(dice: random.Random) -> str:
    """Return the name proper of a small shop."""
    return dice.choice(_SHOP_BRANDS)(dice.choice(_FIRST), dice.choice(_SECOND))


def shop_address(dice: random.Random) -> str:
    """Return where a shop is, inside its street."""
    return f"{dice.choice(_ROADS)}{dice.randint(1, 260)}号一层{dice.randint(101, 136)}铺"


def office_address(dice: random.Random) -> str:
    """Return where an office is, inside its street."""
    building = dice.choice(_FIRST) + dice.choice(_SECOND) + dice.choice(_BUILDINGS)
    return f"{dice.choice(_ROADS)}{dice.randint(1, 320)}号{building}{dice.randint(2, 32)}层{dice.randint(1, 12):02d}室"


def factory_address(dice: random.Random) -> str:
    """Return where a workshop is, inside its street."""
    park = dice.choice(_FIRST) + dice.choice(_SECOND) + dice.choice(_PARKS)
    block = f"{dice.choice('ABCDEFGH')}栋{dice.randint(1, 5)}楼"
    return f"{dice.choice(_FACTORY_ROADS)}{dice.randint(1, 98)}号{park}{block}"
