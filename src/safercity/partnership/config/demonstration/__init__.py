"""The made-up partnership: accounts and work, made through the same actions as anyone's."""

from safercity.partnership.config.demonstration.making import Account, make_partnership

__all__ = ["Account", "make_partnership"]
