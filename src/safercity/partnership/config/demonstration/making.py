"""Making the made-up partnership, once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import yaml
from django.db import transaction

from safercity.partnership.common.viewers import ROLE_TITLES
from safercity.partnership.config.demonstration.commitments import make_commitments
from safercity.partnership.config.demonstration.governance import make_governance
from safercity.partnership.config.demonstration.oversight import make_oversight
from safercity.partnership.config.demonstration.people import ADDRESS, make_people
from safercity.partnership.config.demonstration.performance import make_performance
from safercity.partnership.config.demonstration.sharing import make_agreements
from safercity.partnership.config.demonstration.strategy import make_strategy
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.people.queries import list_agencies

Part = Callable[[World], None]
# Each part is a function of the world made so far, in this order. An app adds its own here.
PARTS = (
    make_agreements,
    make_strategy,
    make_governance,
    make_performance,
    make_oversight,
    make_commitments,
)


@dataclass(frozen=True)
class Account:
    """An account of the demonstration, for the terminal."""

    email: str
    password: str
    post: str
    role: str


def make_partnership(folder: Path, *, parts: Sequence[Part] = PARTS) -> list[Account]:
    """Make the partnership if the database has none; its accounts. Django must be set up.

    `parts`: what its people have done so far; without any there are the people alone.

    The one password is drawn by chance and kept in `folder`/demo-accounts.json, so that nothing
    which opens a door stands in the program.
    """
    kept = folder / "demo-accounts.json"
    if not list_agencies(with_ended=True).exists():
        content = yaml.safe_load(
            files("safercity.content").joinpath("demonstration/people.yaml").read_text("utf-8")
        )
        password = f"demo-{secrets.token_hex(6)}"
        with transaction.atomic():
            world = World()
            make_people(world, content, password=password)
            for part in parts:
                part(world)
        accounts = [_account(world, name, password=password) for name in world.users]
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps([vars(account) for account in accounts], indent=1), "utf-8")
        kept.chmod(0o600)
    if not kept.is_file():
        return []
    return [Account(**entry) for entry in json.loads(kept.read_text("utf-8"))]


def _account(world: World, name: str, *, password: str) -> Account:
    post = world.posts[name]
    return Account(ADDRESS.format(account=name), password, str(post), str(ROLE_TITLES[post.role]))
