"""A guest agency has officers' posts: nobody becomes a manager of the partnership through one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people import actions
from safercity.partnership.people.queries import Post, get_agency


@pytest.fixture
def shelter(people):
    new = actions.NewAgency("shelter", "Otterbank Shelter", is_guest=True)
    return actions.add_agency(new, by=SYSTEM)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICER])
def test_a_guests_post_is_an_officers(shelter, role):
    with pytest.raises(NotYet, match="is a guest"):
        actions.add_post(shelter, "Keeper", role=role, by=SYSTEM)
    post = actions.add_post(shelter, "Coordinator", role=Role.OFFICER, by=SYSTEM)
    told = actions.NewPost(shelter, "Coordinator", role)
    with pytest.raises(NotYet, match="is a guest"):
        actions.change_post(post, told, version=post.version, by=SYSTEM)
    post.refresh_from_db()
    assert post.role == Role.OFFICER


def test_an_agency_with_other_posts_becomes_no_guest(people):
    fire = people.agencies["fire"]  # which has a board member's
    with pytest.raises(NotYet, match="Board member post"):
        actions.change_agency(fire, {"is_guest": True}, version=fire.version, by=SYSTEM)
    assert not get_agency(fire.pk).is_guest
    actions.end_post(people.posts["board_member"], by=SYSTEM)
    changed = actions.change_agency(fire, {"is_guest": True}, version=fire.version, by=SYSTEM)
    assert changed.is_guest


def test_the_page_says_it(shelter, people, sign_in):
    address = reverse("people:add-post", kwargs={"key": shelter.pk})
    sent = {"title": "Keeper", "role": "manager", "team": "", "key": new_id()}
    answer = sign_in("administrator").post(address, sent)
    assert answer.status_code == 422 and "posts are for officers" in answer.content.decode()
    assert not Post.objects.filter(agency=shelter).exists()
