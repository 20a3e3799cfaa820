"""Dispatch (交办): what goes to whom."""

from toolkit.dispatch.consign import Consignment, consign

__all__ = ["Consignment", "consign"]
