"""What each role may do, as data. Whose people it may do it to is in ``accounts.scope``."""

from accounts.models import Role

VIEW = frozenset(
    {
        "ceremonies.view_cardhandover",
        "enrollment.view_enrollment",
        "enrollment.view_enrollmentperiod",
        "jobs.view_job",
        "places.view_village",
        "reporting.view_dashboard",
        "reporting.print_roster",
        "workers.view_occupationcategory",
        "enrollment.view_decree",
        "enrollment.view_quota",
        "workers.view_worker",
    }
)
# What the money of the whole city looks like; no clerk sees it.
VIEW_MONEY = frozenset({"contributions.view_bill", "contributions.view_budgetceiling"})
REVEAL = frozenset({"workers.reveal_nik"})
VIEW_CEREMONIES = frozenset({"ceremonies.view_ceremony"})
# The protocol: officials and the admin.
ARRANGE = VIEW_CEREMONIES | {"ceremonies.add_ceremony", "ceremonies.change_ceremony"}
ENROLL = frozenset(
    {
        "ceremonies.change_cardhandover",
        "enrollment.add_enrollment",
        "enrollment.end_enrollment",
        "enrollment.view_renewalanswer",
        "enrollment.change_renewalanswer",
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
        "enrollment.add_fieldcheck",
        "enrollment.return_enrollment",
        "enrollment.refuse_enrollment",
        "enrollment.verify_enrollment",
    }
)
# Pictures of one's own signed prints; auditors only look.
FILE_SHEETS = frozenset({"reporting.add_signedsheet"})
# Everybody's prints; others find their own.
VIEW_ISSUES = frozenset({"reporting.view_rosterissue"})
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
                "quota",
                "columnpreset",
                "presetcolumn",
            ),
            "contributions": ("tariff", "benefit", "clockrule", "budgetceiling"),
            "places": ("district", "village", "signatory"),
            "reporting": ("labelsheet", "letterhead"),
            "workers": ("occupationcategory", "occupationalias", "heir"),
        }.items()
        for model in models
        for verb in ("view", "add", "change", "delete")
    }
) | {
    "accounts.use_admin",
    "enrollment.decree_enrollment",
    "contributions.add_bill",
    "contributions.change_bill",
    "enrollment.open_renewal",
    "enrollment.register_enrollment",
    "enrollment.reopen_enrollment",
    "enrollment.view_submission",
    "enrollment.view_eligibilitylimit",
    "enrollment.add_othercover",
    "enrollment.view_othercover",
    "reporting.revoke_rosterissue",
    "workers.view_heir",
}

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.CLERK: VIEW | REVEAL | ENROLL | FILE_SHEETS,
    Role.CHECKER: VIEW | VIEW_MONEY | VIEW_CEREMONIES | REVEAL | VERIFY | TRAIL | FILE_SHEETS,
    Role.ADMIN: VIEW
    | VIEW_MONEY
    | ARRANGE
    | REVEAL
    | ENROLL
    | VERIFY
    | TRAIL
    | VIEW_ISSUES
    | FILE_SHEETS
    | MANAGE,
    Role.OFFICIAL: VIEW | VIEW_MONEY | ARRANGE | FILE_SHEETS,
    Role.AUDITOR: VIEW
    | VIEW_MONEY
    | VIEW_CEREMONIES
    | REVEAL
    | TRAIL
    | VIEW_ISSUES
    | {
        "accounts.view_user",
        "enrollment.view_renewalanswer",
        "enrollment.view_submission",
        "intake.view_importbatch",
    },
}
