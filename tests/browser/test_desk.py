"""A clerk and a pile of paper: ten forms by keyboard alone, without a mouse, and all of them are in the list afterwards."""
import pytest

from tests.browser.people import Inspector
from tests.cast import BY_NAME, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
TITLES = ("给岁数大的开个小食堂", "楼道里装扶手和休息凳", "小区门口修条坡道", "放学后有人看一会儿孩子", "给独居老人装个按铃", "一起把空地种上菜", "每月修一次小家电",
          "教老人用手机挂号", "给骑手一个歇脚的地方", "楼下添两盏路灯")
FOCUS = "() => document.activeElement.name || document.activeElement.type || ''"


class Keys:
    """Somebody with nothing but a keyboard."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def open(self, path):
        self.page.goto(self.address + path)

    def to(self, name):
        """Tab on until this field has the focus."""
        for _press in range(40):
            if self.page.evaluate(FOCUS) == name:
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {name} by Tab from here: {self.page.evaluate(FOCUS)}")

    def type(self, **words):
        """Type into fields, each reached by Tab."""
        for name, text in words.items():
            self.to(name).page.keyboard.insert_text(text)
        return self

    def holds(self, **words):
        """Wait until fields hold this; a string of script would be refused by the page's own policy."""
        for name, text in words.items():
            for _try in range(100):
                if self.page.locator(f"[name={name}]").input_value() == text:
                    break
                self.page.wait_for_timeout(100)
            else:
                raise AssertionError(f"{name} does not hold {text}")
        return self

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def save(self, key):
        with self.page.expect_navigation():
            self.press(key)


def sheet(clerk, number, *, problem, phone):
    """Copy one form, in the order of the paper: arrows choose, the space bar ticks."""
    clerk.type(title=TITLES[number], problem=problem, solution="居民出力，社区出地方。", place=f"{number + 1} 号楼前")
    clerk.to("category_id").press("Space", "ArrowRight")
    clerk.to("participation").press("ArrowRight")
    clerk.type(cost_fen=f"{number + 1}00", phone=phone)


def sign_in(clerk, name):
    clerk.open("/sign-in")
    clerk.to("name").type(name=BY_NAME[name].login, password=PASSWORD).save("Enter")


def entered(clerk, number, *, name):
    """One sheet from the first word to the next empty screen."""
    sheet(clerk, number, problem="冬天路滑，老人不敢出门。", phone=f"1380000{number:04}")
    clerk.type(name=name).to("consent").press("Space")
    clerk.save("Control+Enter" if number % 2 else "Enter")


def test_ten_paper_forms_by_keyboard_alone(app, page, served, faults):
    inspector = Inspector(app, faults, language="zh", width=1280)
    with served(app) as address:
        clerk = Keys(page(1280, phone=False), address)
        inspector.watch(clerk.page)
        sign_in(clerk, "张小雨")
        clerk.open("/screening/paper")
        clerk.to("community_id").press("ArrowDown").to("channel").press("ArrowRight").to("title")
        for number in range(8):
            entered(clerk, number, name=f"王秀{number}")
        assert clerk.page.evaluate(FOCUS) == "title" and clerk.page.locator("[name=channel]:checked").input_value() == "event"
        inspector.look(clerk.page)
        sheet(clerk, 8, problem="", phone="13800000000")
        clerk.to("name").holds(name="王秀0")
        clerk.to("consent").press("Space").save("Control+Enter")
        assert clerk.page.evaluate(FOCUS) == "problem"
        inspector.look(clerk.page)
        clerk.type(problem="骑手没地方歇脚。").save("Control+Enter")
        entered(clerk, 9, name="王秀九")
        assert clerk.page.locator("caption + thead + tbody tr").count() == 5
        clerk.open("/staff/ideas")
        shown = clerk.page.locator("main").inner_text()
    assert [title for title in TITLES if title not in shown] == [] and "\n".join(inspector.wrong) == ""
