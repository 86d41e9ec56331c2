"""What each role may do, as data. Whose people it may do it to is in ``accounts.scope``."""

from accounts.models import Role

VIEW = frozenset(
    {
        "enrollment.view_enrollment",
        "enrollment.view_enrollmentperiod",
        "jobs.view_job",
        "places.view_village",
        "reporting.view_dashboard",
        "reporting.print_roster",
        "workers.view_occupationcategory",
        "workers.view_worker",
    }
)
REVEAL = frozenset({"workers.reveal_nik"})
ENROLL = frozenset(
    {
        "enrollment.add_enrollment",
        "enrollment.withdraw_enrollment",
        "intake.add_importbatch",
        "intake.change_importbatch",
        "intake.view_importbatch",
        "workers.add_worker",
        "workers.change_worker",
    }
)
VERIFY = frozenset(
    {
        "enrollment.return_enrollment",
        "enrollment.refuse_enrollment",
        "enrollment.verify_enrollment",
    }
)
TRAIL = frozenset({"audit.view_auditevent", "audit.view_accessevent"})
MANAGE = frozenset(
    {
        f"{app}.{verb}_{model}"
        for app, models in {
            "accounts": ("user", "agency"),
            "enrollment": (
                "enrollmentperiod",
                "eligibilitylimit",
                "fundingsource",
            ),
            "places": ("district", "village"),
            "reporting": ("letterhead", "signatory"),
            "workers": ("occupationcategory", "occupationalias", "heir"),
        }.items()
        for model in models
        for verb in ("view", "add", "change", "delete")
    }
) | {
    "accounts.use_admin",
    "enrollment.decree_enrollment",
    "enrollment.end_enrollment",
    "enrollment.register_enrollment",
    "enrollment.view_eligibilitylimit",
    "enrollment.add_othercover",
    "enrollment.view_othercover",
    "workers.view_heir",
}

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.CLERK: VIEW | REVEAL | ENROLL,
    Role.CHECKER: VIEW | REVEAL | VERIFY | TRAIL,
    Role.ADMIN: VIEW | REVEAL | ENROLL | VERIFY | TRAIL | MANAGE,
    Role.OFFICIAL: VIEW,
    Role.AUDITOR: VIEW | REVEAL | TRAIL | {"intake.view_importbatch", "accounts.view_user"},
}
