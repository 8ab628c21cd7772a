"""What `kaohe verify` says, each in English and Chinese; braces hold what is filled in."""

from __future__ import annotations

from typing import Any

SENTENCES: dict[str, tuple[str, str]] = {
    # What does not agree
    "missing": ("the file is missing", "文件缺失"),
    "added": ("the manifest does not list the file", "清单未列出此文件"),
    "changed": ("the file is not the one that the manifest lists", "文件与清单所列不符"),
    "manifest": ("this is no manifest: {reason}", "不是清单：{reason}"),
    "unreadable": ("the file cannot be read: {reason}", "文件无法读取：{reason}"),
    "policy hash": ("case.json has another SHA-256 for it", "case.json 所载SHA-256与之不符"),
    "page": ("the page does not say what the files say", "页面与文件内容不符"),
    "page head": ("the page does not have the hash of the manifest", "页面未载清单的哈希值"),
    "request": ("it asks for a stamp of something else", "所请求的时间戳针对其他内容"),
    "signature": ("the signature does not fit the manifest and the key", "签名与清单及密钥不符"),
    "no signature": ("there is no signature, and one was asked for", "没有签名，而要求有签名"),
    "no signer": ("it does not hold the key of the signature", "未载签名所用的密钥"),
    "other signer": ("the key is not the one that was asked for", "密钥不是所要求的密钥"),
    "verdict": (
        "verdict {n}: {what} is {said}, and from the records and days follows {found}",
        "结论{n}：{what} 为{said}，而据记录与日期应为{found}",
    ),
    "assessed rule": (
        "period {n}, rule {rule}: {said} are breached, and by the verdicts {found}",
        "期{n}，规则 {rule}：未达标{said}，而据结论应为{found}",
    ),
    "period": (
        "period {n}: {what} is {said}, and by its rules {found}",
        "期{n}：{what} 为{said}，而据各规则应为{found}",
    ),
    "item": ("item {n} counts, and what it rests on is: {said}", "事项{n}计入，而其依据为：{said}"),
    "count": ("the count is {said}, and {found} items count", "计数为{said}，而计入的事项有{found}项"),
    "place": ("the place is {said}, and by the ranks {found}", "名次为{said}，而据各名次应为{found}"),
    # What is proved
    "agrees": ("{folder}: everything agrees.", "{folder}：全部相符。"),
    "disagrees": ("{folder}: this does not agree:", "{folder}：下列各处不符："),
    "proves": ("This proves:", "由此可知："),
    "unchanged": (
        "Nothing was changed since the manifest was made: all {n} files are those that it lists. "
        "Its SHA-256 is {head}; compare it with the signed print.",
        "清单制成后未有改动：{n}个文件均与清单相符。清单的SHA-256为{head}，请与签字的打印件核对。",
    ),
    "same page": ("The page says what the files say.", "页面与文件内容一致。"),
    "older page": (
        "The page has that hash. It was made by kaohe {made}, so kaohe {here} does not compare the rest of it.",
        "页面载有该哈希值。页面由 kaohe {made} 制成，kaohe {here} 不核对其余内容。",
    ),
    "follows": (
        "The arithmetic follows from the records shown (verdicts {verdicts}, periods {periods}, items {items}).",
        "计算与所示记录相符（结论{verdicts}、期间{periods}、事项{items}）。",
    ),
    "signed": (
        "Who holds the key {key} signed the manifest.",
        "持有密钥 {key} 者签署了清单。",
    ),
    "signed whose": (
        "Whose key that is, the case file cannot say: --key asks for a given one.",
        "该密钥属于何人，案卷无从证明：可用 --key 指定。",
    ),
    "unsigned": ("who made it: there is no signature;", "由何人制作：没有签名；"),
    "proves not": ("This does not prove:", "由此不能得知："),
    "not true": (
        "that the records are true or complete, or who made them;",
        "记录是否真实、完整，由何人所作；",
    ),
    "not lawful": (
        "that the policy was lawfully introduced, and that the action is lawful or fair;",
        "制度是否依法制定，措施是否合法、公平；",
    ),
    "not selected": (
        "which records a condition on a workflow's steps, the line of reporting or an assignment let in: these it takes from the case file;",
        "流程步骤、汇报关系与分派如何决定记录的取舍：此类以案卷所载为准；",
    ),
    "not when": ("when it was made: there is no time stamp.", "制作时间：没有时间戳。"),
    "not stamped": (
        "when it was made: there is a time stamp, which is not checked here. This does: {command}",
        "制作时间：有时间戳，此处不核验。核验命令：{command}",
    ),
}  # fmt: skip


def sentence(key: str, language: str, /, **filled: Any) -> str:
    return SENTENCES[key][language == "zh"].format(**filled)
