"""Commands of who keeps the site: account, token, check, audit verify, audit seal."""

from __future__ import annotations

from typing import Annotated

import typer

from safercity.cli.terminal import (
    JsonOption,
    WorkspaceOption,
    find_workspace,
    print_json,
    print_table,
    say,
)

audit = typer.Typer(help="The audit's chain.", no_args_is_help=True)


def account(
    email: Annotated[str, typer.Argument(help="Whose account: the e-mail address.")] = "",
    name: Annotated[str, typer.Option(help="The person's name; they may write it anew.")] = "",
    role: Annotated[
        str, typer.Option(help="The post's role: administrator, manager, analyst, officer, ...")
    ] = "administrator",
    agency: Annotated[
        str, typer.Option(help="The post's agency; the first one is made by it.")
    ] = "",
    post: Annotated[str, typer.Option(help="The post's title (default: the role's).")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="List accounts instead.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let someone in. Prints a link that opens an account once, or sets a forgotten password."""
    from safercity.cli.endings import WrongOption
    from safercity.partnership.config.keeping import (
        AccountRequest,
        list_account_lines,
        make_account_link,
        open_site,
    )

    if not email and not list_all:
        raise WrongOption("Whose account?", advice="Give an e-mail address, or --list.")
    site = open_site(find_workspace(workspace).root)
    if list_all:
        lines = list_account_lines()
        if as_json:
            print_json({"accounts": [vars(line) for line in lines]})
            return
        rows = [(line.email, line.name, line.state, "; ".join(line.posts)) for line in lines]
        print_table(("Address", "Name", "State", "Posts"), rows)
        return
    link = make_account_link(site, AccountRequest(email, name, role, agency, post))
    if as_json:
        print_json({"link": link})
        return
    say("Whoever has this can open it once: an invitation for a week, a new password for a day.")
    typer.echo(link)


def token(
    agency: Annotated[str, typer.Argument(help="Whose program: the agency's name.")] = "",
    name: Annotated[str, typer.Option(help="What reads with it, such as: dashboard.")] = "",
    purpose: Annotated[str, typer.Option(help="What for: written beside every look.")] = "",
    days: Annotated[int, typer.Option(help="Days that it holds, at most 366.")] = 90,
    withdraw: Annotated[str, typer.Option(help="Withdraw the token of this id instead.")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="List tokens instead.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a program read. Prints a token of an agency, once; the API's guide says what it opens."""
    from safercity.cli.endings import WrongOption
    from safercity.partnership.config import keeping

    if not (withdraw or list_all or (agency and name and purpose)):
        advice = "Give an agency with --name and --purpose, or --list, or --withdraw ID."
        raise WrongOption("A token for whom, and what for?", advice=advice)
    keeping.open_site(find_workspace(workspace).root)
    if withdraw:
        keeping.withdraw_token(withdraw)
        say("It opens nothing more.")
    elif list_all:
        _show_tokens(keeping.list_token_lines(), as_json=as_json)
    else:
        secret = keeping.make_token(keeping.TokenRequest(agency, name, purpose, days))
        if as_json:
            print_json({"token": secret})
            return
        say("Copy it now; nobody can read it again:")
        typer.echo(secret)


def _show_tokens(lines, *, as_json: bool) -> None:
    if as_json:
        print_json({"tokens": [vars(line) for line in lines]})
        return
    heads = ("Id", "Agency", "Reads with it", "What for", "Last day", "Last used", "Standing")
    print_table(heads, [tuple(vars(line).values()) for line in lines])


def check(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Is the site ready for others? With the environment of its processes; faults end with 93."""
    from safercity.partnership.config.checking import NotReady, check_site
    from safercity.partnership.config.keeping import open_site

    found = check_site(open_site(find_workspace(workspace).root))
    faults = [one.what for one in found if one.is_fault]
    if as_json and not faults:
        print_json({"findings": [vars(one) for one in found]})
        return
    if not as_json:
        for one in found:
            say(f"{'Fault' if one.is_fault else 'Look'}: {one.what} {one.advice}".strip())
    if faults:
        raise NotReady(f"The site is not ready for others: {' '.join(faults)}")
    say("The site is ready for others.")


@audit.command("verify")
def verify(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Prove that nothing done was changed. All that is sealed is compared with chain and anchor."""
    from safercity.partnership.config.keeping import AuditBroken, open_site, verify_audit

    faults = verify_audit(open_site(find_workspace(workspace).root))
    if as_json and not faults:
        print_json({"faults": []})
    if not faults:
        say("The chain holds: every sealed act and look is as it was written.")
        return
    for fault in faults:
        say(f"Seal {fault.seal}: {fault.what}")
    raise AuditBroken(f"The audit's chain does not hold: {len(faults)} faults.")


@audit.command("seal")
def seal(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Seal acts and looks older than a minute. The worker does so every five minutes. JSON:
    `bound`, how many, and `anchor`, the file of the chain's head.
    """
    from safercity.partnership.config.keeping import open_site, seal_audit

    told = seal_audit(open_site(find_workspace(workspace).root))
    if as_json:
        print_json(told)
        return
    say(f"{told['bound']:,} acts and looks bound. The chain's head is in {told['anchor']}.")


COMMANDS = {"account": account, "token": token, "check": check}
GROUPS = {"audit": audit}
