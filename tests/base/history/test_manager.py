from roles.models import Role


def test_the_class_of_the_manager_is_made_once():
    assert type(Role.history) is type(Role(title="Analyst").history)


def test_each_manager_is_of_what_it_was_asked_of():
    role = Role(title="Analyst")
    assert role.history.instance is role
    assert Role.history.instance is None
