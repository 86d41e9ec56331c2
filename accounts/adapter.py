"""How allauth behaves here: nobody signs up, staff are invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up stays closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
