from capframe.plans.files.questions import Option, Question, pack_questions, unpack_questions


def test_questions_come_back_as_they_were_kept():
    asked = [
        Question(
            key="grade|g7",
            group="grades",
            title="What is “G7”?",
            about="column grade",
            options=(
                Option("12", "Grade 7"),
                Option("-", "No grade", "12 role levels without one"),
            ),
            rows=46,
            examples=("Business analyst", "Data engineer"),
            words=(Option("basic", "Basic", "3 rows"),),
            answer={"places": {"basic": 1}},
            refused={"places": {}},
        ),
        Question(key="order", group="order", title="Is there an order?", is_required=False),
    ]

    assert unpack_questions(pack_questions(asked)) == asked


def test_where_nothing_is_kept_there_are_none():
    assert unpack_questions(b"") == []
