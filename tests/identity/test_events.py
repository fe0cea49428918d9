"""Which events are one, and which are told apart."""


def test_an_event_announced_opened_and_reported_is_one(event, baku, build, article_of):
    def days(key, path, name, issued, *things, **facts):
        return article_of(key, event(path, name, **facts), baku, *things, issued=issued)

    place, name = {"place": "city/baku"}, "Days of Kazakh Cinema"
    news = (
        days("a", "event/a", name, "2025-03-01", startDate="2025-05-10", status="planned", **place),
        days("b", "@event/b", f"{name} in Baku", "2025-05-10", **place),
        days("c", "event/c", "2nd Days of Kazakh Films", "2025-05-16", endDate="2025-05", **place),
    )
    assert len(build(*news).names("FilmDays")) == 1
    rome = "city/rome", "City", "Rome", {}
    others = (
        days("d", "event/d", name, "2025-05-10", startDate="2026", **place),
        days("e", "event/e", name, "2025-05-10", rome, startDate="2025-05", place="city/rome"),
        days("f", "@event/f", name, "2025-05-10"),
    )
    assert len(build(*news, *others).names("FilmDays")) == 4
