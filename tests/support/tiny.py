"""A notice of another city with two fields: what is the least a pack can say, and a shelf to put it on."""

from pathlib import Path

NOTICE = """\
海州市乡镇图书室奖励通知
一、图书室名称和藏书量均须填写。
二、藏书量不低于300册。原则上开放时间满两年。
三、于5月20日前报送。
附件 图书室申请表
图书室名称
藏书量（册）
开放方式 □全天 □半天
海州市文化局
"""

PACK = """\
id = "haizhou-library"
version = "1"
title = "海州市乡镇图书室奖励通知"
issued = 2024-03-01
bureau = "海州市文化局"
tab = "图书室"
districts = ["东乡", "西乡"]
standards_title = "图书室"
standards_intro = ""
summary = []
registers = []
lists = []
catalogues = []

[identity]
code = "room_name"
firm = "room_name"
factory = "room_name"

[deadlines.to_bureau]
title = "报送"
day = 2024-05-20

[papers]
declaration = "图书室申请表"
summary = "图书室"
master = "总表"
registers = "名册"
summary_stamp = ""
declaration_stamp = ""
opinion = ""

[readings.B01]
question = "开放时间怎样看？"
options = { strict = "300册", loose = "200册" }
value = "strict"

[[sections]]
id = "room"
title = "图书室申请表"
sheet = "申请表"
contents = ["room_name", "book_count"]

[[fields]]
id = "room_name"
source = "1"
label = "图书室名称"
kind = "text"
required = true

[[fields]]
id = "book_count"
source = "2"
label = "藏书量（册）"
kind = "money_wan"
required = true

[[rules]]
id = "filled"
source = "L-1"
kind = "required"
force = "must"
quotes = ["图书室名称和藏书量均须填写"]
fields = ["room_name", "book_count"]

[[rules]]
id = "books"
source = "L-2"
kind = "floor"
force = "must"
quotes = ["藏书量不低于300册"]
field = "book_count"
minimum = { reading = "B01", strict = 300, loose = 200 }

[[rules]]
id = "in-time"
source = "L-3"
kind = "received_by"
force = "should"
quotes = ["于5月20日前报送"]
deadline = "to_bureau"
"""


def put(folder: Path, *changes: tuple[str, str], notice: str = NOTICE) -> Path:
    """The pack on a shelf, with some of its words changed."""
    text = PACK
    for before, after in changes:
        assert text.count(before), before
        text = text.replace(before, after, 1)
    home = folder / "haizhou-library"
    home.mkdir(parents=True, exist_ok=True)
    (home / "notice.txt").write_text(notice, encoding="utf-8")
    (home / "notice.toml").write_text(text, encoding="utf-8")
    return home
