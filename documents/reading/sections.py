"""What a part of a plan is about, told by its heading."""

import re
from collections.abc import Iterator
from enum import StrEnum

from documents.reading.body import read_named
from documents.reading.label import Rank
from documents.reading.outline import Node

_HEADING = 170


class Topic(StrEnum):
    """What stands under a heading."""

    PURPOSE = "purpose"
    WHO = "who"
    REPORTS = "reports"
    FUNDS = "funds"
    SLOGANS = "slogans"
    THEME = "theme"
    TIME = "time"
    ACTIVITIES = "activities"


_TOPICS = tuple(
    (topic, re.compile(words, re.IGNORECASE))
    for topic, words in (
        (
            Topic.WHO,
            r"t[ổôo] ch[ứưu]c th[ựưu]c hi[ệêe]n|phân công (?:nhiệm vụ|trách nhiệm|thực hiện|tổ chức)|"
            r"^phân công$|^trách nhiệm|^nhiệm vụ (?:của|cụ thể của) (?:các )?(?:cơ quan|"
            r"đơn vị|sở|ngành|bộ phận)|giao nhiệm vụ|tổ chức triển khai$",
        ),
        (
            Topic.REPORTS,
            r"^(?:chế độ|công tác|về)?\s*(?:thông tin,?\s*(?:và\s+)?)?báo cáo(?!.{80})",
        ),
        (Topic.SLOGANS, r"khẩu hiệu|thông điệp"),
        (Topic.THEME, r"^chủ đề"),
        (Topic.TIME, r"^(?:về\s+)?thời gian|^thời điểm"),
        (Topic.FUNDS, r"kinh phí|^nguồn lực"),
        (
            Topic.ACTIVITIES,
            r"^(?:các |những )?hoạt động$|(?:các |những )?hoạt động (?:chính|chủ yếu|trọng tâm|cụ thể)|"
            r"nội dung(?:,? (?:và )?\w+)*(?: (?:hoạt động|thực hiện|triển khai))?$|"
            r"nhiệm vụ(?:,| và) giải pháp|nhiệm vụ (?:trọng tâm|chủ yếu)|nội dung",
        ),
        (Topic.PURPOSE, r"mục (?:đích|tiêu)|^yêu cầu|sự cần thiết"),
    )
)


_MIXED = re.compile(
    r"chủ đề|thông điệp(?:,| và)? khẩu hiệu|khẩu hiệu|thông điệp|thời gian",
    re.IGNORECASE,
)
"""Topics that one heading may name together; then its parts tell them."""


def topic_of(node: Node) -> Topic | None:
    """Return what a heading is about, None for text and for other headings."""
    if node.rank > Rank.DASH or len(node.text) > _HEADING:
        return None
    heading = node.text.split(":")[0].strip()
    if node.rank == Rank.DASH and ":" not in node.text:
        return None
    if len(_MIXED.findall(heading)) > 1:
        return None
    for topic, words in _TOPICS:
        found = words.search(heading)
        if found and _is_the_heading(topic, heading, found):
            return topic
    return None


def _is_the_heading(topic: Topic, heading: str, found: re.Match[str]) -> bool:
    """Tell a heading from a sentence that only speaks of its topic."""
    if topic in (Topic.WHO, Topic.REPORTS):
        return read_named(heading) is None and found.start() <= 30  # noqa: PLR2004
    return found.start() <= 40  # noqa: PLR2004 - "Những", "Các", "Một số"


def find_topics(root: Node, topic: Topic) -> Iterator[Node]:
    """Yield the uppermost parts about a topic."""
    for child in root.children:
        if topic_of(child) is topic:
            yield child
        else:
            yield from find_topics(child, topic)
