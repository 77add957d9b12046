"""Family names by which Vietnamese names of persons begin, in lower case.

The frequent ones of the Kinh, and those of the peoples of the north-west, where the
first plans come from. A name that begins otherwise is known by its column's heading.
"""

_KINH = (
    "an âu bạch bùi cao châu chu chử cù diệp doãn dương đàm đào đặng đinh đoàn đỗ đồng "
    "đường giang giáp hà hàn hoàng hồ hứa huỳnh khổng khuất kiều kim la lại lâm lê lều "
    "liêu lục lương lưu lý ma mạc mai nghiêm ngô ngụy nguyễn nhâm nhữ ninh nông ông "
    "phạm phan phí phó phùng phương quách quản tạ tăng thạch thái thân thẩm thiều tiêu "
    "tô tôn tống trần triệu trịnh trương từ ứng uông văn vi viên võ vũ vương"
)
_NORTH_WEST = (
    "bạc bàn cà chang chảo cháng chẻo cư cứ dừ đèo điêu giàng hạng hảng hầu hờ khà "
    "khoàng lèng lò lỡ lỳ lù lừ lường ly lỷ má mào mùa mua mông ngải páo phà phàn phủ "
    "pờ quàng sần sầm sìn sừng sùng tao tẩn thào thàng thùng tòng tráng tủa vàng vừ "
    "vù xa xồng"
)

SURNAMES = frozenset(f"{_KINH} {_NORTH_WEST}".split())
