from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao.intake.moments import EPOCH_1900, EPOCH_1904, SHANGHAI, Unreadable, moment

MORNING = datetime(2021, 6, 15, 10, 47, 39, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "written",
    [
        "2021-06-15 10:47:39",
        "2021/06/15 10:47:39",
        "2021.6.15 10:47:39",
        "2021年6月15日 10时47分39秒",
        "2021年6月15日10:47:39",
        "２０２１－０６－１５　１０：４７：３９",
        "2021-06-15T10:47:39",
        "2021-06-15T10:47:39.000",
        "2021-06-15T10:47:39+08:00",
        "2021-06-15T02:47:39Z",
        "20210615104739",
        "20210615 10:47:39",
        "2021-06-15 上午10:47:39",
        " 2021-06-15 10:47:39 ",
        datetime.fromisoformat("2021-06-15 10:47:39"),
        datetime.fromisoformat("2021-06-15 10:47:38.999999"),
        datetime.fromisoformat("2021-06-15 10:47:39.000400"),
    ],
)
def test_every_form_seen_in_exports_gives_the_same_moment_in_shanghai(written: object) -> None:
    assert moment(written) == MORNING


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("2021/02/03 18:43", 18, 43),
        ("2021年2月3日 18时43分", 18, 43),
        ("2021-02-03 下午6:43", 18, 43),
        ("2021年2月3日18时", 18, 0),
        ("202102031843", 18, 43),
        ("2021-2-3", 0, 0),
        ("20210203", 0, 0),
        (20210203.0, 0, 0),
        (date(2021, 2, 3), 0, 0),
        ("2021年2月3日", 0, 0),
        ("2021-02-03 下午12:05", 12, 5),
        ("2021-02-03 上午12:05", 0, 5),
    ],
)
def test_shorter_forms_leave_the_rest_at_zero(written: object, hour: int, minute: int) -> None:
    assert moment(written) == datetime(2021, 2, 3, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "written",
    [
        "06/15/2021",
        "15.06.2021",
        "21-06-15",
        "2021-13-01",
        "2021-02-30",
        "2021-06-15 24:30",
        "昨天",
        "2021年6月",
        "12345678901",
        "2021061",
        -3.0,
        1e6,
        True,
        "2021-06-15 10:47 左右",
        "44362.5.1",
        "00000000",
    ],
)
def test_what_could_be_read_two_ways_or_not_at_all_is_not_read(written: object) -> None:
    with pytest.raises(Unreadable):
        moment(written)


@pytest.mark.parametrize("blank", ["", "  ", None, "\u200b"])
def test_blank_is_no_moment(blank: object) -> None:
    assert moment(blank) is None


@pytest.mark.parametrize("serial", [44362.449756944444, "44362.449756944444"])
def test_a_serial_counts_days_from_1900(serial: object) -> None:
    assert moment(serial) == MORNING


def test_the_same_serial_in_the_1904_epoch_lies_1462_days_later() -> None:
    in_1900, in_1904 = moment(42900.5), moment("42900.5", date1904=True)
    assert in_1900 is not None
    assert in_1904 is not None
    assert in_1904 - in_1900 == timedelta(days=1462)


moments = st.datetimes(
    min_value=datetime.fromisoformat("2000-01-01"), max_value=datetime.fromisoformat("2099-12-31")
).map(lambda when: when.replace(microsecond=0))
forms = st.sampled_from(
    [
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y.%m.%d %H:%M:%S",
        "%Y年%m月%d日 %H时%M分%S秒",
        "%Y%m%d%H%M%S",
        "%Y-%m-%dT%H:%M:%S+08:00",
    ]
)


@given(moments, forms)
def test_a_moment_written_in_any_form_reads_back_as_itself(when: datetime, form: str) -> None:
    assert moment(when.strftime(form)) == when.replace(tzinfo=SHANGHAI)


@given(moments, st.booleans(), st.booleans())
def test_a_moment_kept_as_a_serial_reads_back_as_itself(
    when: datetime, date1904: bool, as_words: bool
) -> None:
    epoch = EPOCH_1904 if date1904 else EPOCH_1900
    serial = (when - epoch) / timedelta(days=1)
    assert moment(f"{serial:.10f}" if as_words else serial, date1904=date1904) == when.replace(
        tzinfo=SHANGHAI
    )
