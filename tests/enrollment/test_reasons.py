"""Why a cover ends and why somebody is told no: closed lists, complete."""

from enrollment.transitions import DEATHS, EndReason, ReturnReason

# As the office's own notes name them, in their order.
ENDS = {
    "deceased at work": EndReason.DIED_AT_WORK,
    "deceased otherwise": EndReason.DIED,
    "moved out": EndReason.MOVED,
    "became a wage earner": EndReason.WAGE_EARNER,
    "reached the age limit": EndReason.AGE_LIMIT,
    "resigned": EndReason.RESIGNED,
    "stopped working": EndReason.STOPPED_WORKING,
    "duplicate found": EndReason.DUPLICATE,
    "ineligible after audit": EndReason.INELIGIBLE,
    "period over": EndReason.PERIOD_CLOSED,
    "replaced": EndReason.REPLACED,
}
REFUSALS = {
    "NIK invalid": ReturnReason.NIK_INVALID,
    "NIK not in Dukcapil": ReturnReason.NIK_UNKNOWN,
    "name or birth date differ": ReturnReason.IDENTITY_DIFFERS,
    "too old": ReturnReason.OVER_AGE,
    "too young": ReturnReason.UNDER_AGE,
    "not a city resident": ReturnReason.NOT_RESIDENT,
    "already a wage earner": ReturnReason.WAGE_EARNER,
    "already a member": ReturnReason.ALREADY_MEMBER,
    "duplicate in the list": ReturnReason.DUPLICATE,
    "another unit's scheme": ReturnReason.OTHER_UNIT,
    "deceased": ReturnReason.DECEASED,
    "not working or ill": ReturnReason.NOT_WORKING,
    "civil servant": ReturnReason.CIVIL_SERVANT,
    "incomplete documents": ReturnReason.INCOMPLETE,
    "quota full": ReturnReason.QUOTA_FULL,
    "refused by the person": ReturnReason.DECLINED,
    "anything else": ReturnReason.OTHER,
}


def test_every_known_reason_has_its_code_and_every_code_its_reason():
    assert set(ENDS.values()) == set(EndReason)
    assert set(REFUSALS.values()) == set(ReturnReason)


def test_no_two_reasons_read_alike():
    for reasons in (EndReason, ReturnReason):
        labels = [str(reason.label) for reason in reasons]
        assert len(set(labels)) == len(labels)


def test_only_deaths_are_deaths():
    assert set(DEATHS) == {EndReason.DIED, EndReason.DIED_AT_WORK}
