"""Who has anything to do with dossiers; for whom a certain one exists is the query's to say."""

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor.gate import officer_required

either_side = officer_required(Role.INSTITUTION_OFFICER, Role.MINISTRY_CASE_OFFICER)
institution_only = officer_required(Role.INSTITUTION_OFFICER)
