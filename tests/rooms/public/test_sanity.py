"""What no honest browser sends is a plain 400 or 413, never a breakage."""
import pytest


@pytest.fixture
def guarded(enter):
    return enter()


@pytest.mark.parametrize("address", ["/ideas/?q=%00", "/receipts/?code=a%00b", "/ideas/?%00=1", "/receipts/A%00B", "/api/v1/ideas?q=%00"])
def test_nul_in_an_address_is_400(guarded, address):
    assert guarded.get(address).status_code == 400


@pytest.mark.parametrize("address", [
    "/ideas/?q=%ed%a0%80", "/ideas/?q=%ff%fe", "/ideas/999999999999999999999999", "/ideas/-1", "/api/v1/seasons/99999999999999999/figures"])
def test_odd_bytes_and_long_numbers_never_break(guarded, address):
    assert guarded.get(address).status_code in (200, 400, 404)


def test_nul_in_a_form_is_400(guarded):
    assert guarded.client.post("/sign-in", data={"login": "a\x00b"}).status_code == 400


def test_a_form_that_nobody_typed_is_413(guarded):
    assert guarded.client.post("/sign-in", data={f"f{number}": "1" for number in range(1100)}).status_code == 413
    assert guarded.client.post("/sign-in", data={"login": "a" * (3 << 20)}).status_code == 413
