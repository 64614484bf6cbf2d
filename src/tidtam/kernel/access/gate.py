"""The gate stands on the lowest shelf, because shelves below this one have pages too; these are its names here."""

from tidtam.kernel.actor.gate import member_required, officer_required

__all__ = ["member_required", "officer_required"]
