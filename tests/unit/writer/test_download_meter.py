"""The numbers that a person sees while a download runs."""

from __future__ import annotations

from app.writer.download.meter import Meter
from tests.unit.writer.download_case import Listener


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def metered(total: int) -> tuple[Meter, Listener, Clock]:
    listener, clock = Listener(), Clock()
    return Meter(total, "hub", listener, clock), listener, clock


def test_at_most_ten_reports_a_second() -> None:
    meter, listener, clock = metered(1000)
    for done in range(1000):
        clock.now += 0.001
        meter.show(done)
    assert 9 <= len(listener.heard) <= 11


def test_rate_and_time_left_are_of_the_last_seconds() -> None:
    meter, listener, clock = metered(10_000)
    done = 0
    for step in [100] * 10 + [200] * 10:  # bytes each second
        meter.show(done)
        clock.now += 1
        done += step
    meter.show(done)
    last = listener.downloading[-1]
    assert last.rate == 200
    assert last.seconds_left == (10_000 - done) / 200


def test_before_anything_has_come_nothing_is_promised() -> None:
    meter, listener, _ = metered(1000)
    meter.show(500)
    assert listener.downloading[-1].rate == 0
    assert listener.downloading[-1].seconds_left is None


def test_the_rate_sinks_when_nothing_comes() -> None:
    meter, listener, clock = metered(1000)
    meter.show(0)
    clock.now += 1
    meter.show(100)
    for _ in range(30):
        clock.now += 0.2
        meter.again()
    assert listener.downloading[-1].rate == 0


def test_going_back_starts_the_rate_anew() -> None:
    meter, listener, clock = metered(1000)
    meter.show(0)
    clock.now += 1
    meter.show(500)
    clock.now += 1
    meter.show(400)
    assert listener.downloading[-1].rate == 0
    assert listener.downloading[-1].done == 400
