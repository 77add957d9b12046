"""A plan and a roster as small as they can be, and ways to spoil them."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from rules.finding import Place

PLAN = """\
id: spring-2024
title: Kế hoạch mùa xuân
short_title: Mùa xuân 2024
symbol: KH-UBND
issued_by: UBND tỉnh
place: tỉnh
locality: Tỉnh
year: 2024
office: office
theme: Một chủ đề
hotline: "111"
period: {first: 2024-06-01, last: 2024-06-30}
planned_issue: 2024-05-06
close: 2024-07-31
launch:
  window: {first: 2024-05-27, last: 2024-06-03}
slogans: [Một khẩu hiệu.]
report_chain:
  - {by: xã, to: huyện, before: 10/07, basis: Thông tư, valid_to: 2025-06-30}
report_route: {to: UBND tỉnh}
signer: {post: CHỦ TỊCH}
recipients:
  - {name: Bộ, send_to: ministry}
  - {name: Lưu}
phases:
  - id: issuance
    title: Ban hành
    span: {first: 2024-05-06, last: 2024-05-24}
  - id: launch
    title: Phát động
    span: {first: 2024-05-27, last: 2024-06-07}
  - id: activities
    title: Hoạt động
    span: {first: 2024-06-03, last: 2024-06-28}
  - id: reporting
    title: Báo cáo
    span: {first: 2024-07-01, last: 2024-07-19}
observances:
  - {day: 2024-06-12, title: Một ngày, duties: ["2.1"]}
activities:
  - {title: Một việc, source: II, owner: school}
groups:
  - {id: units, name: Các huyện, kind: expanded, members: [north, south]}
entries:
  - id: "1"
    title: Cơ quan thường trực
    source: III.1
    owners: [office]
    duties:
      - id: "1.1"
        title: Soạn kế hoạch
        summary: Soạn kế hoạch.
        source: {section: III.1, bullet: 1}
        phase: issuance
        deadline: {bound: through, day: 2024-05-24, origin: stated}
  - id: "2"
    title: Nhà trường
    source: III.2
    owners: [school]
    modality: de-nghi
    duties:
      - id: "2.1"
        title: Bàn giao học sinh
        summary: Bàn giao học sinh.
        source: {section: III.2, bullet: 1}
        phase: activities
        with_agencies: [units]
        deadline: {bound: before, day: 2024-06-08, origin: stated}
      - id: "2.2"
        title: Dạy bơi
        summary: Dạy bơi.
        source: {section: III.2, bullet: 2}
        phase: activities
        deadline: {bound: through, day: 2024-06-28, origin: stated}
  - id: "3"
    title: Các huyện
    source: III.3
    owners: [units]
    duties:
      - id: "3.1"
        title: Tiếp nhận học sinh
        summary: Tiếp nhận học sinh.
        source: {section: III.3}
        phase: activities
        awaits: ["2.1"]
        deadline: {bound: through, day: 2024-06-28, origin: stated}
laid_on_all:
  - id: report
    title: Báo cáo
    summary: Báo cáo.
    source: {section: IV}
    phase: reporting
    kind: report
    besides: [office]
    deadline: {bound: before, day: 2024-07-20, origin: stated}
"""

ROSTER = """\
agencies:
  - id: office
    name: Cơ quan thường trực
    contact: {post: Văn thư, address: vanthu@office.example}
    head: {post: Giám đốc, address: giamdoc@office.example}
    superior: chair
  - id: school
    name: Nhà trường
    contact: {post: Văn thư, address: vanthu@school.example}
    head: {post: Hiệu trưởng, address: hieutruong@school.example}
  - id: north
    name: Huyện Bắc
    contact: {post: Văn thư, address: vanthu@north.example}
    head: {post: Chủ tịch, address: chutich@north.example}
    superior: chair
  - id: south
    name: Huyện Nam
    contact: {post: Văn thư, address: vanthu@south.example}
    head: {post: Chủ tịch, address: chutich@south.example}
    superior: chair
superiors:
  - {id: chair, post: Chủ tịch, address: chutich@province.example}
recipients:
  - {id: ministry, name: Bộ, address: vanthu@ministry.example}
"""


def write_campaign(folder: Path, plan: str = PLAN, roster: str = ROSTER) -> Path:
    """Write both files into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "agencies.yaml").write_text(roster, encoding="utf-8")
    return folder


def data(text: str) -> dict[str, Any]:
    """Read one of the two texts as plain data."""
    return YAML(typ="safe").load(text)


def put(values: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    """Return the values with one of them replaced; None takes it away."""
    copy: Any = deepcopy(values)
    node = copy
    for step in place[:-1]:
        node = node[step]
    if value is None:
        del node[place[-1]]
    else:
        node[place[-1]] = value
    return copy
