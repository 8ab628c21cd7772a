"""The problems of a policy in Chinese, by their codes: when a problem is given, and the way out.

The place, what was found and the proposed spelling are those of the problem itself.
"""

from __future__ import annotations

from typing import NamedTuple

from ._core import Problem


class Sentence(NamedTuple):
    meaning: str
    way_out: str


SENTENCES = {
    code: Sentence(meaning, way_out)
    for code, meaning, way_out in (
        ("K-E001", "文件不是合法的 YAML，读取到此为止", "改正所指位置的 YAML，常见原因是缩进或括号未闭合"),
        ("K-E002", "文件不是 UTF-8 文本，或含有控制字符", "以 UTF-8 保存，并删除所指字符"),
        ("K-E003", "文件应恰好包含一个 YAML 文档", "只保留一个文档，不写第二个 ---"),
        ("K-E004", "不允许使用锚点和别名", "在每处写出完整的值"),
        ("K-E005", "不允许使用 YAML 标签", "去掉标签；需要文本时加引号"),
        ("K-E006", "嵌套超过 32 层", "减少嵌套"),
        ("K-E007", "同一映射中键重复", "删除其中一个，或改名"),
        ("K-E008", "键为空，或键本身是列表或映射", "给键一个名称"),
        ("K-E009", "此处没有这个键", "采用建议的拼写，或把键移到应在的位置"),
        ("K-E010", "缺少必需的键", "补上该键"),
        ("K-E011", "此处需要映射、列表或单个值，形式不符", "按要求的形式书写；单项列表写作 [a]"),
        ("K-E012", "该键缺少配套的键，或与已有的键不相容", "补上配套的键，或删除该键"),
        ("K-E013", "值无法读作该键所需的数字、日期或时长", "按要求的形式书写"),
        ("K-E014", "值不是该键允许的词", "从列出的词中选择"),
        ("K-E015", "本引擎不支持该格式版本", "写 kaohe: 1，或使用支持该格式的引擎版本"),
        ("K-E016", "时区不在 IANA 数据库中", "使用 Asia/Shanghai 一类的 IANA 名称"),
        ("K-E017", "日历既非内置，也不是可读的文件", "使用 CN、制度旁的 .yaml 文件，或列出日期"),
        ("K-E019", "无法打开制度文件", "检查路径和权限"),
        ("K-E020", "考核内容、时间窗口或界限出现了不止一个键", "只保留一个；两项要求应写成两条规则"),
        ("K-E101", "标识为空或含有不允许的字符", "采用建议的拼写"),
        ("K-E102", "规则没有说明考核什么", "加上 count、sum、share 或 all_of"),
        ("K-E103", "规则没有时间窗口", "加上 each、rolling、every，或 after 与 within"),
        ("K-E104", "规则没有界限", "加上 at_least 或 at_most"),
        ("K-E105", "类别、列或目标的名称为空", "写上名称"),
        ("K-E106", "over: team 不能与 per 同用", "只保留一个：团队作为整体考核"),
        ("K-E107", "over: team 不能与期限同用", "用 owed_by: manager，或换一种窗口"),
        ("K-E108", "只有 share 以百分比计", "写数字或 target(名称)，或改用 share"),
        ("K-E109", "share 的界限应为百分比", "界限加上 %"),
        ("K-E110", "all_of 不能与 at_most 同用", "用 at_least，或不写界限表示全部"),
        ("K-E111", "at_least 应大于 0", "提高界限，或用 at_most"),
        ("K-E112", "界限永远达不到，或永远不会违反", "改正界限"),
        ("K-E113", "滚动窗口至少一天", "把窗口设为一天或更长"),
        ("K-E114", "期限缺少 within", "加上 within"),
        ("K-E115", "subjects: seen 需要 per", "加上 per，或删除 subjects"),
        ("K-E116", "lapse 只能与 subjects: seen 同用，且不能为负", "加上 subjects: seen，或删除 lapse"),
        ("K-E117", "owed_by 只能是一列或经理，不能都是", "只写其中之一"),
        ("K-E118", "列表为空", "加上一项，或删除该键"),
        ("K-E119", "同一列与不同类型的值比较", "各值写法一致；加引号的数字是文本"),
        ("K-E120", "范围既无 min 也无 max", "写上 min、max 或两者"),
        ("K-E121", "min 大于 max", "交换两者"),
        ("K-E122", "范围只能是数字或日期", "写不加引号的数字或日期"),
        ("K-E123", "同一列有两个条件", "把第二个条件放进 any 的一个映射"),
        ("K-E124", "空文本即缺失，没有单元格等于它", "改用 absent"),
        ("K-E125", "any 的一项没有条件，因而总是成立", "写上条件，或删除该项"),
        ("K-E126", "any 嵌套超过 12 层", "减少嵌套，或在数据中增加一列"),
        ("K-E127", "列名 any 是格式的保留词", "在数据中给该列改名"),
        ("K-E201", "两个条目的标识相同", "给其中一个改名"),
        ("K-E202", "缺少 effective: from", "加上 effective: {from: …}"),
        ("K-E203", "制度在生效之前就失效", "交换两个日期"),
        ("K-E204", "财年应从某月一日开始", "写某月的第一天，如 04-01"),
        ("K-E205", "制度的版本或时区为空", "写上内容，或删除该键"),
        ("K-E206", "该措施没有声明", "在 actions 中声明，或采用建议的拼写"),
        ("K-E207", "制度中没有这条规则", "采用建议的拼写，或增加该规则"),
        ("K-E208", "制度中没有这项评定", "采用建议的拼写，或增加该评定"),
        ("K-E209", "check_records 已内置，不能再声明", "直接使用，或换一个标识"),
        ("K-E210", "评定重复列出同一规则", "只列一次；需加重时用 weight"),
        ("K-E211", "容忍度应在 0 到 100% 之间", "写 10% 或 0.1"),
        ("K-E212", "权重应大于 0", "去掉该规则，或写大于 0 的权重"),
        ("K-E213", "passes: {at_least: k} 的 k 至少为 1，其他写法没有 k", "写 passes: {at_least: 2}"),
        ("K-E214", "阶梯需要次数不少于 1 的台阶", "写 rungs: {1: warning}"),
        ("K-E215", "只有评定的不合格周期可以连续计数", "改为计评定，或删除 consecutive"),
        ("K-E216", "计数要么连续，要么每周期重新开始", "只保留一个"),
        ("K-E217", "只有对事件计数的阶梯可以有 where", "改为计 event，或把条件写进规则"),
        ("K-E218", "只有对评定计数的阶梯才有无记录周期", "改为计评定，或删除 silent"),
        ("K-E219", "时长不能为负", "写 0 或更长的时长"),
        ("K-E220", "排名的周期短于其评定的周期", "用更长的周期排名"),
        ("K-E221", "bottom 应为大于 0 的整数，或不超过 100 的百分比", "写 1 或 10%"),
        ("K-E222", "min_cohort 不能为负", "写 0 或更大的数"),
        ("K-E223", "同组列重复", "每列只写一次"),
        ("K-E231", "流程中没有这个阶段（在 entries、moves 或条件中）", "采用建议的拼写，或加入该阶段"),
        ("K-E232", "流程的列表中阶段重复", "每个阶段只写一次"),
        ("K-E233", "除退回外，没有入口能到达这个阶段", "在它之前加入口，或加通往它的 moves"),
        ("K-E234", "流程没有终点：每个阶段都有后续的 moves", "删除最后阶段的 moves；退回总是允许的"),
        ("K-E235", "规则所比较的值，流程的列中不会出现", "legal 用 true 或 false，from 用阶段名，days 用数字"),
        ("K-E241", "制度至少要有一个版本", "给出制度文件"),
        ("K-E242", "同一制度的各版本标识必须相同", "给出同一制度的文件"),
        ("K-E243", "同一制度的两个版本 version 相同", "给新版本另起版本名，每个文件只给一次"),
        ("K-E244", "版本没有终止日，却有后续版本", "写 effective: {to: …}，即后一版本生效的前一天"),
        ("K-E245", "版本的生效日不是前一版本终止日的次日", "使各版本的生效期首尾相接"),
        ("K-E246", "同一制度各版本的时区、周起始日和财年起始必须相同", "写成一致；若要改变，请另立制度"),
        ("K-W101", "规则没有 who，因而人人都要履行", "写明对象，如 who: {department: …}；确指所有人时写 who: {staff: present}"),
        ("K-W102", "两条规则对同一内容的上限低于下限，无人能同时做到", "改正界限，或用 who 区分人员"),
        ("K-W103", "要求超过窗口内工作日所能容纳的数量", "降低界限，或延长窗口"),
        ("K-W201", "按对象逐一考核的规则容忍度为 0，漏一次即整期不合格", "设置容忍度，如 tolerance: 10%"),
        ("K-W202", "阶梯的这一级永远达不到", "降低台阶，或让次数保留更久"),
        ("K-W203", "同一组的人按不同规则排名", "把区分人员的列加入 cohort，或让各规则的 who 一致"),
        ("K-W501", "两个标识仅在全角、大小写、Unicode 形式或空格上不同", "若为同一个，统一写法"),
        ("K-W502", "数据中没有这一类事件", "采用建议的拼写；若确有记录只是未发生，在 coverage 表中说明"),
        ("K-W503", "员工表中没有人符合 who", "改正 who，或改正员工表"),
        ("K-W504", "员工表中没有这个值", "采用建议的拼写，或员工表中的写法"),
        ("K-W505", "应履行此规则的人都没有这个名称的目标", "采用建议的拼写，或补充目标"),
        ("K-W506", "有人对全部分配对象的应做数量超过工作日所能容纳", "降低界限、延长窗口，或减少分配的对象"),
        ("K-W507", "合计了不同币种的金额", "用 where 选定一个币种，或事先折算"),
        ("L-CN-001", "排名建议解除劳动合同；末位不等于不能胜任（指导案例 18 号）", "改用培训、通知或复核类措施"),
        ("L-CN-002", "阶梯在解除之前没有培训或调岗（劳动合同法第四十条第二项）", "在更低的一级设培训或调岗"),
        ("L-CN-003", "使用了反映行踪的列，属于敏感个人信息（个人信息保护法第二十八条）", "考核做了什么而非在哪里；否则须有同意、明确目的和必要性"),
        ("L-CN-004", "通知、调岗或解除所依据的规则未向员工公示（劳动合同法第四条）", "在生效之前告知员工，并写明日期：made_known: …"),
        ("L-CN-005", "意见带有提出人", "意见事件不填 staff 等列，由收件人负责：owed_by: addressee"),
    )
}  # fmt: skip
SEVERITIES = {"error": "错误", "warning": "警告"}


def as_dict(problem: Problem) -> dict[str, object]:
    """All fields by name, message and way out in Chinese where the code is known."""
    record = problem.as_dict()
    if problem.code in SENTENCES:
        sentence = SENTENCES[problem.code]
        record |= {"message": sentence.meaning, "expected": sentence.way_out}
    return record


def line_of(problem: Problem) -> str:
    """The problem as a line of text; in English where the code is not known."""
    if problem.code not in SENTENCES:
        return str(problem)
    sentence = SENTENCES[problem.code]
    place = ""
    if problem.file or problem.line:
        place = problem.file or "policy"
        place += f":{problem.line}:{problem.column}: " if problem.line else ": "
    if problem.table:
        place += problem.table
        place += f" 第 {problem.row} 行" if problem.row else ""
        place += f"，{problem.field} 列" if problem.field else ""
        place += ": "
    where = f"（{problem.path}）" if problem.path else ""
    found = f"，实为“{problem.found}”" if problem.found else ""
    meant = f"（是否为“{problem.suggestion}”？）" if problem.suggestion else ""
    kind = SEVERITIES[problem.severity]
    return f"{place}{kind} {problem.code}{where}：{sentence.meaning}{found}。出路：{sentence.way_out}{meant}"
