"""A real OpenID Connect provider in a process of its own, and someone who signs in there."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

import pytest
import requests

CALLBACK = "http://127.0.0.1/account/oidc/{slug}/login/callback/"
NEEDS_PROVIDER = pytest.mark.skipif(
    find_spec("oidc_provider_mock") is None,
    reason="NOT TESTED: no OpenID Connect provider here (pip install oidc-provider-mock)",
)


@dataclass(frozen=True)
class Provider:
    """The provider's address; tests are its users and its client."""

    address: str

    def register(self, return_to: str) -> tuple[str, str]:
        """Make ourselves known as a client; id and secret."""
        body = {"redirect_uris": [return_to], "token_endpoint_auth_method": "client_secret_post"}
        made = requests.post(f"{self.address}/oauth2/clients", json=body, timeout=10).json()
        return made["client_id"], made["client_secret"]

    def add_person(self, subject: str, **claims) -> None:
        """Someone the provider knows."""
        requests.put(f"{self.address}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def agree(self, address: str, subject: str) -> str:
        """Sign in at the provider as `subject` and agree; where it sends the browser then."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@contextmanager
def run_provider() -> Iterator[Provider]:
    """Start it, wait for it, and stop it in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-r", "true"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/.well-known/openid-configuration")
            yield Provider(address)
        finally:
            process.terminate()


def wait_for(address: str, *, seconds: float = 30) -> dict:
    ends = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return json.load(answer)
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
