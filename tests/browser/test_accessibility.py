import pytest

from tests.browser.axe import violations

LADDER = [f"level=policy-and-performance/{code}" for code in ("pap14", "pap13", "pap12", "pap11")]
LADDER += [f"level=policy-and-performance/{code}" for code in ("pap10", "pap09", "pap08", "ppp07")]
PAGES = {
    "home": "/",
    "families": "/families/",
    "family with a ladder": "/families/policy-and-performance/",
    "family with many roles": "/families/hr-professionals/",
    "plan a move": "/step-up/",
    "plan a move, no start": "/step-up/?from=&to=hr-business-partner/grade-7",
    "family without roles": "/families/it-profession/",
    "role levels": "/roles/",
    "role levels filtered": "/roles/?family=hr-professionals&grade=civil-service/grade-7&q=people"
    "&skill=civil-service-competency-framework/delivering-at-pace/4&find_skill=pa&famly=hr",
    "role levels, none": "/roles/?q=nothingatall",
    "role levels, invalid": "/roles/?family=none&sort=none&q=" + "x" * 201,
    "role": "/roles/policy-and-performance/",
    "role level with competencies": "/roles/hr-business-partner/grade-7/",
    "role level with notes": "/roles/head-of-profession/head-of-profession/",
    "role level with little": "/roles/chief-data-officer/senior-civil-service/",
    "compare, start": "/compare/",
    "compare two": "/compare/?level=hr-project-management/seo&level=hr-business-partner/grade-7",
    "compare eight": "/compare/?" + "&".join(LADDER),
    "compare eight, step by step": "/compare/?" + "&".join(LADDER) + "&view=steps",
    "compare eight, what each adds": "/compare/?" + "&".join(LADDER) + "&view=adds",
    "compare eight, full text": "/compare/?" + "&".join(LADDER) + "&view=full",
    "compare two and one that is gone": "/compare/?level=gone/gone&" + "&".join(LADDER[:2]),
    "compare, refused": "/compare/?" + LADDER[0],
    "skills": "/skills/",
    "skill framework": "/skills/civil-service-competency-framework/",
    "skill": "/skills/civil-service-competency-framework/collaborating-and-partnering/",
    "grades": "/grades/",
    "grade structure": "/grades/civil-service/",
    "grade": "/grades/civil-service/grade-7/",
    "workstreams": "/workstreams/",
    "workstream": "/workstreams/it-apprentices/",
    "sources": "/sources/",
    "skills, found": "/skills/?q=pace",
    "source": "/sources/home-office-hr-candidate-pack/",
    "source, one kind": "/sources/home-office-hr-candidate-pack/?kind=role-levels",
    "search, empty": "/search/",
    "search": "/search/?q=managing+stakeholders",
    "search, none": "/search/?q=nothingatall",
    "accessibility": "/accessibility/",
    "not found": "/roles/nothing/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_and_nothing_is_cut_off(read_page, width, path):
    page = read_page(path, width)
    assert violations(page) == []
    if width == 320:  # a desktop's at 400%
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page("/roles/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


REACHABLE = "a[href], button, input, select, summary, [tabindex='0']"


@pytest.mark.parametrize("name", ["family with a ladder", "role levels filtered", "compare eight"])
def test_the_keyboard_alone_reaches_everything(open_page, name):
    page = open_page(PAGES[name])
    everything = page.eval_on_selector_all(
        REACHABLE,
        """found => found.filter(element => element.checkVisibility())
            .map((element, number) => { element.dataset.n = number; return number })""",
    )
    reached = set()
    for _ in range(len(everything) + 1):
        page.keyboard.press("Tab")
        number = page.evaluate("document.activeElement.dataset.n")
        reached.add(int(number) if number else None)
    assert set(everything) <= reached


def test_focus_is_seen(open_page):
    page = open_page("/families/policy-and-performance/")
    box = page.locator("input[name=level]").first
    box.focus()
    assert box.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
