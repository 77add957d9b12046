"""Word documents as clerks make them: lists, tables, text boxes; legacy alphabets."""

from pathlib import Path
from unicodedata import normalize

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.reading import legacy

_W = nsdecls("w")
_LIST = f"""<w:abstractNum {_W} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>"""
_BOX = """<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps">
<w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>
</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r>
<w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


class Paper:
    """A Word document in the making."""

    def __init__(self) -> None:
        self._document = Document()
        numbering = self._document.part.numbering_part.element
        numbering.insert(0, parse_xml(_LIST))
        numbering.append(
            parse_xml(f'<w:num {_W} w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
        )

    def text(self, *lines: str, font: str | None = None) -> None:
        for line in lines:
            paragraph = self._document.add_paragraph(line)
            if font:
                paragraph.runs[0].font.name = font

    def item(self, text: str, level: int) -> None:
        paragraph = self._document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {_W}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'
            )
        )

    def box(self, text: str) -> None:
        paragraph = self._document.add_paragraph()
        paragraph._p.append(parse_xml(_BOX.format(w=_W, text=text)))

    def table(self, *rows: tuple[str, ...]) -> None:
        table = self._document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    def save(self, path: Path) -> Path:
        self._document.save(str(path))
        return path


def commune(path: Path) -> Path:
    """A commune's plan with every habit of Word in it."""
    paper = Paper()
    paper.table(
        (
            "ỦY BAN NHÂN DÂN\nXÃ BÌNH LƯ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ),
        ("Số:     /KH-UBND", "Bình Lư, ngày     tháng 5 năm 2026"),
    )
    paper.text("KẾ HOẠCH", "Triển khai Tháng hành động vì trẻ em năm 2026")
    paper.text(
        "Thực hiện Kế hoạch số 1560/KH-UBND ngày 10/4/2026 của UBND tỉnh Lai Châu, Ủy "
        "ban nhân dân xã xây dựng Kế hoạch như sau:"
    )
    paper.box("Chủ đề: “Vì một mùa hè an toàn cho mọi trẻ em”")
    paper.item("MỤC ĐÍCH", 0)
    paper.text("Chăm lo cho trẻ em.")
    paper.item("THỜI GIAN", 0)
    paper.text("Từ ngày 01/6/2026 đến ngày 30/6/2026.")
    paper.item("TỔ CHỨC THỰC HIỆN", 0)
    paper.item("Phòng Văn hóa - Xã hội", 1)
    paper.item("Tham mưu ban hành kế hoạch trước ngày 15/5/2026.", 2)
    paper.item("Tổng hợp báo cáo UBND tỉnh trước ngày 20/7/2026.", 2)
    paper.item("Trạm Y tế xã", 1)
    paper.item("Khám sức khỏe cho trẻ em.", 3)
    paper.item("Tẩy giun cho trẻ em.", 3)
    paper.item("Các trường học", 1)
    paper.text("Bàn giao học sinh về sinh hoạt hè tại địa phương.")
    paper.item("PHỤ LỤC PHÂN CÔNG", 0)
    paper.table(
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
        ("1", "Cắm biển cảnh báo đuối nước", "Các trưởng bản", "25/5/2026"),
        ("2", "Dạy bơi cho trẻ em", "Đoàn Thanh niên xã", "Tháng 6, 7/2026"),
        ("3", "Vận động hội viên", "Hội Phụ nữ xã", "Trước 15/6"),
    )
    paper.table(
        (
            "Nơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLưu Quang Công",
        )
    )
    return paper.save(path)


_TO_TCVN3 = dict(zip(legacy._TCVN3_TO, legacy._TCVN3_FROM, strict=True))
_PLAIN = str.maketrans("“”–’", '""-\'')


def in_tcvn3(text: str) -> str:
    """The text as ABC fonts had it: capitals with marks only in a font of capitals."""
    return "".join(
        _TO_TCVN3.get(letter) or _TO_TCVN3.get(letter.lower(), letter)
        for letter in normalize("NFC", text).translate(_PLAIN)
    )


_TO_VNI = {tuple(sorted(marks)): sign for sign, marks in legacy._VNI_MARKS.items()}
_ALONE = {letter: sign for sign, letter in legacy._VNI_ALONE.items()}
_HORN = "\u031b"


def in_vni(text: str) -> str:
    """The text as VNI fonts had it: marks as letters of their own."""
    return "".join(map(_vni, normalize("NFC", text).translate(_PLAIN)))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _ALONE:
        said = _ALONE[small]
    else:
        base, *marks = normalize("NFD", small)
        if not marks or base == "i":
            return letter
        if _HORN in marks:
            base = {"o": "ô", "u": "ö"}[base]
            marks.remove(_HORN)
        said = base + (_TO_VNI[tuple(sorted(marks))] if marks else "")
    return said.upper() if letter.isupper() else said
