"""Hours and weekdays that stand before a day, as parts of patterns."""

HOUR = (
    r"(?:(?P<hour>\d{1,2})\s*(?:giờ|h|g|:)\s*(?P<minute>\d{2})?(?:\s*phút)?\s*,?\s*)?"
)
WEEKDAY = (
    r"(?:\(?(?P<weekday>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\)?\s*,?\s*)?"
)
