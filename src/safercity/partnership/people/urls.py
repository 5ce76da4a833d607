"""Addresses of agencies, posts, accounts and invitations."""

from django.urls import path

from safercity.partnership.people.views import accounts, agencies, invitations, posts, tokens

app_name = "people"
urlpatterns = [
    path("people/", agencies.list_agencies, name="agencies"),
    path("people/agencies/add/", agencies.add_agency, name="add-agency"),
    path("people/agencies/<uuid:key>/", agencies.show_agency, name="agency"),
    path("people/agencies/<uuid:key>/change/", agencies.change_agency, name="change-agency"),
    path("people/agencies/<uuid:key>/end/", agencies.end_agency, name="end-agency"),
    path("people/agencies/<uuid:key>/sign-in/", agencies.set_provider, name="provider"),
    path("people/agencies/<uuid:key>/posts/add/", posts.add_post, name="add-post"),
    path("people/agencies/<uuid:key>/tokens/", tokens.list_tokens, name="tokens"),
    path("people/agencies/<uuid:key>/tokens/make/", tokens.make_token, name="make-token"),
    path("people/tokens/<uuid:key>/withdraw/", tokens.withdraw_token, name="withdraw-token"),
    path("people/teams/<uuid:key>/rename/", agencies.rename_team, name="rename-team"),
    path("people/posts/", posts.list_posts, name="posts"),
    path("people/posts/<uuid:key>/", posts.show_post, name="post"),
    path("people/posts/<uuid:key>/change/", posts.change_post, name="change-post"),
    path("people/posts/<uuid:key>/end/", posts.end_post, name="end-post"),
    path("people/posts/<uuid:key>/invite/", posts.invite, name="invite"),
    path("people/posts/<uuid:key>/take/", posts.take_post, name="take-post"),
    path("people/holdings/<uuid:key>/leave/", posts.leave_post, name="leave-post"),
    path("people/invitations/<uuid:key>/resend/", invitations.resend, name="resend"),
    path("people/invitations/<uuid:key>/withdraw/", invitations.withdraw, name="withdraw"),
    path("people/accounts/", accounts.list_accounts, name="accounts"),
    path("people/accounts/<uuid:key>/", accounts.show_account, name="account"),
    path("people/accounts/<uuid:key>/leave/", accounts.leave, name="leave"),
    path("people/accounts/<uuid:key>/forget/", accounts.forget, name="forget"),
    path("people/accounts/<uuid:key>/unlock/", accounts.unlock, name="unlock"),
    path("people/accounts/<uuid:key>/sign-out/", accounts.end_sessions, name="end-sessions"),
    path(
        "people/accounts/<uuid:key>/second-factor/",
        accounts.remove_second_factor,
        name="second-factor",
    ),
    path("people/sign-out/", accounts.sign_out_everywhere, name="sign-out-everywhere"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
]
