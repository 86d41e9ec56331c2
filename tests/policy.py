"""Who may open which address: the expectation that the permission matrix is held against.

Independent of the code on purpose. A URL without an entry here fails the build.
"""

from dataclasses import dataclass, replace

from accounts.models import Role

EVERYBODY = frozenset(Role)
CLERK, CHECKER, ADMIN = Role.CLERK, Role.CHECKER, Role.ADMIN
OFFICIAL, AUDITOR = Role.OFFICIAL, Role.AUDITOR


@dataclass(frozen=True, slots=True)
class Entry:
    """One address: the roles that may use it.

    Takes   scoped: the address names a row that a clerk of another kelurahan must not see;
            owned: only the person who made the row sees it, and the ``watchers``; post: it
            answers POST alone; public: no sign-in needed.
    """

    roles: frozenset[Role] = EVERYBODY
    scoped: bool = False
    owned: bool = False
    post: bool = False
    public: bool = False
    watchers: frozenset[Role] = frozenset()

    @property
    def names_a_row(self) -> bool:
        return self.scoped or self.owned


def only(*roles: Role, scoped: bool = False, post: bool = False) -> Entry:
    return Entry(frozenset(roles), scoped=scoped, post=post)


PUBLIC = Entry(public=True)
ENROLLERS = (CLERK, ADMIN)
READERS_OF_MONEY = (CHECKER, ADMIN, OFFICIAL, AUDITOR)
READERS_OF_FILES = (CLERK, ADMIN, AUDITOR)
PROTOCOL = (ADMIN, OFFICIAL)
OWN_PRINT = Entry(owned=True, watchers=frozenset({ADMIN, AUDITOR}))
FILERS = EVERYBODY - {AUDITOR}

POLICY: dict[str, Entry] = {
    # Sign-in
    "account_login": PUBLIC,
    "account_logout": Entry(),
    "account_inactive": PUBLIC,
    "account_signup": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_change_password": Entry(),
    # The frame
    "healthz": PUBLIC,
    "dashboard:home": Entry(),
    "accounts:profile": Entry(),
    "accounts:language": Entry(post=True, public=True),
    # Staff
    "accounts:user_list": only(ADMIN, AUDITOR),
    "accounts:user_invite": only(ADMIN),
    "accounts:user_edit": only(ADMIN),
    "accounts:user_link": only(ADMIN, post=True),
    # People and their cover
    "enrollment:worker_list": Entry(),
    "enrollment:worker_add": only(*ENROLLERS),
    "enrollment:nik_check": only(*ENROLLERS, post=True),
    "enrollment:draft_save": Entry(frozenset(ENROLLERS), post=True),
    "enrollment:worker_detail": Entry(scoped=True),
    "enrollment:worker_edit": only(*ENROLLERS, scoped=True),
    "enrollment:worker_reveal": only(CLERK, CHECKER, ADMIN, AUDITOR, scoped=True, post=True),
    "enrollment:propose": only(*ENROLLERS, scoped=True, post=True),
    "enrollment:queue": Entry(),
    "enrollment:act": only(CLERK, CHECKER, ADMIN, scoped=True, post=True),
    "enrollment:act_many": only(CLERK, CHECKER, ADMIN, post=True),
    "enrollment:step_many": only(CHECKER, ADMIN),
    "enrollment:end": only(*ENROLLERS, scoped=True, post=True),
    "enrollment:report_death": only(*ENROLLERS, scoped=True, post=True),
    "enrollment:reopen": only(ADMIN, post=True),
    "enrollment:replace": only(*ENROLLERS, scoped=True),
    "enrollment:field_check": only(CHECKER, ADMIN, post=True),
    # Files for BPJS
    "enrollment:submission_list": only(ADMIN, AUDITOR),
    "enrollment:unsent_list": only(ADMIN, AUDITOR),
    "enrollment:submission_add": only(ADMIN),
    "enrollment:submission_detail": only(ADMIN, AUDITOR),
    "enrollment:submission_file": only(ADMIN, AUDITOR),
    "enrollment:submission_withdraw": only(ADMIN, post=True),
    # The money
    "contributions:bill_list": only(*READERS_OF_MONEY),
    "contributions:bill_draft": only(ADMIN, post=True),
    "contributions:bill_detail": only(*READERS_OF_MONEY),
    "contributions:bill_redraw": only(ADMIN, post=True),
    "contributions:bill_delete": only(ADMIN, post=True),
    "contributions:bill_issue": only(ADMIN, post=True),
    "contributions:bill_pay": only(ADMIN, post=True),
    "contributions:check": only(*READERS_OF_MONEY),
    "contributions:check_file": only(*READERS_OF_MONEY),
    # Places
    "enrollment:quota_grid": Entry(),
    "enrollment:quota_edit": only(ADMIN),
    "enrollment:waiting_list": Entry(),
    "enrollment:waiting_promote": only(ADMIN, post=True),
    # The year and its decrees
    "enrollment:year": Entry(),
    "enrollment:decree_list": Entry(),
    "enrollment:decree_detail": Entry(),
    "enrollment:decree_draft": only(ADMIN),
    "enrollment:decree_add": only(ADMIN),
    "enrollment:decree_take_out": only(ADMIN, post=True),
    "enrollment:decree_refresh": only(ADMIN, post=True),
    "enrollment:decree_delete": only(ADMIN, post=True),
    "enrollment:decree_sign": only(ADMIN),
    "enrollment:decree_amendment": only(ADMIN),
    "contributions:month_grid": Entry(),
    "contributions:watch_list": Entry(),
    "contributions:budget": only(*READERS_OF_MONEY),
    # The next year
    "contributions:renewal": only(CLERK, ADMIN, AUDITOR),
    "contributions:renewal_open": only(ADMIN, post=True),
    "enrollment:renewal_answers": only(*ENROLLERS),
    "enrollment:renewal_answer": only(*ENROLLERS, post=True),
    # Ceremonies
    "ceremonies:ceremony_list": only(CHECKER, ADMIN, OFFICIAL, AUDITOR),
    "ceremonies:ceremony_detail": only(CHECKER, ADMIN, OFFICIAL, AUDITOR),
    "ceremonies:ceremony_add": only(*PROTOCOL),
    "ceremonies:ceremony_edit": only(*PROTOCOL),
    "ceremonies:ceremony_choose": only(*PROTOCOL, post=True),
    "ceremonies:ceremony_arrange": only(*PROTOCOL, post=True),
    "ceremonies:recipient_swap": only(*PROTOCOL, post=True),
    "ceremonies:door": only(*PROTOCOL),
    "ceremonies:arrive": only(*PROTOCOL, post=True),
    "ceremonies:arrive_undo": only(*PROTOCOL, post=True),
    # Names are for staff of the door alone; the page is open to whoever scans the code.
    "ceremonies:invitation": PUBLIC,
    "packs:papers": only(CHECKER, ADMIN, OFFICIAL, AUDITOR),
    "packs:bundle": only(CHECKER, ADMIN, OFFICIAL, AUDITOR, post=True),
    "packs:pack": only(CHECKER, ADMIN, OFFICIAL, AUDITOR, post=True),
    "packs:workbook": only(CHECKER, ADMIN, OFFICIAL, AUDITOR, post=True),
    "ceremonies:card_list": Entry(),
    "ceremonies:card_hand_over": only(*ENROLLERS, post=True),
    "ceremonies:card_return": only(*ENROLLERS, post=True),
    # Reference data
    "enrollment:period_list": Entry(),
    "enrollment:period_add": only(ADMIN),
    "enrollment:period_edit": only(ADMIN),
    "workers:category_list": Entry(),
    "workers:category_add": only(ADMIN),
    "workers:category_edit": only(ADMIN),
    # Lists in
    "intake:batch_list": only(*READERS_OF_FILES),
    "intake:batch_upload": only(*ENROLLERS, post=True),
    "intake:template": only(*ENROLLERS),
    "intake:renewal_form": only(*ENROLLERS),
    "intake:batch_detail": only(*READERS_OF_FILES, scoped=True),
    "intake:batch_mapping": only(*ENROLLERS, scoped=True),
    "intake:batch_words": only(*ENROLLERS, scoped=True),
    "intake:batch_commit": only(*ENROLLERS, scoped=True, post=True),
    "intake:batch_file": only(*READERS_OF_FILES, scoped=True),
    "intake:batch_refused": only(*READERS_OF_FILES, scoped=True),
    "intake:batch_accept": only(*ENROLLERS, scoped=True, post=True),
    "intake:batch_skip": only(*ENROLLERS, scoped=True, post=True),
    "intake:batch_recheck": only(*ENROLLERS, scoped=True, post=True),
    "intake:batch_approval": only(*ENROLLERS, scoped=True),
    "intake:batch_read": only(*ENROLLERS, scoped=True, post=True),
    "intake:batch_undo": only(*ENROLLERS, scoped=True),
    "intake:batch_result": only(*READERS_OF_FILES, scoped=True),
    "intake:batch_row": only(*ENROLLERS, scoped=True),
    "intake:batch_row_step": only(*ENROLLERS, scoped=True, post=True),
    # Rosters out
    "reporting:report_list": Entry(),
    "reporting:roster": Entry(),
    "reporting:roster_file": Entry(),
    "reporting:slips": Entry(),
    "reporting:slip": Entry(scoped=True),
    "reporting:handover_minutes": Entry(),
    "reporting:speech_figures": only(*READERS_OF_MONEY),
    "reporting:issue_list": Entry(),
    "reporting:issue_revoke": only(ADMIN, post=True),
    "reporting:issue_seek": PUBLIC,
    "reporting:issue_check": PUBLIC,
    "reporting:sheet_list": OWN_PRINT,
    "reporting:sheet_look": OWN_PRINT,
    "reporting:sheet_small": OWN_PRINT,
    "reporting:sheet_edit": replace(OWN_PRINT, roles=FILERS),
    "reporting:sheet_erase": only(ADMIN),
    "reporting:sheets_file": replace(OWN_PRINT, roles=FILERS, post=True),
    "reporting:sheets_number": replace(OWN_PRINT, roles=FILERS, post=True),
    # Long work
    "jobs:job_list": Entry(),
    "jobs:job_detail": Entry(owned=True),
    "jobs:job_file": Entry(owned=True),
    "jobs:job_cancel": Entry(owned=True, post=True),
    "jobs:job_repeat": Entry(owned=True, post=True),
    # The trail
    "audit:trail_list": only(CHECKER, ADMIN, AUDITOR),
    "audit:access_list": only(CHECKER, ADMIN, AUDITOR),
    "audit:record_trail": only(CHECKER, ADMIN, AUDITOR),
}
