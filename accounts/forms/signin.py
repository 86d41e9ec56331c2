"""The forms of allauth in our words: a label says what to type, an error what to do."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policies import may_sign_in

NEW_PASSWORD = _(
    "Paling sedikit 12 huruf. Beberapa kata yang tidak berkaitan mudah diingat dan sulit ditebak."
)


def _word(
    field: forms.Field, label: Any, missing: Any, help_text: Any = "", autocomplete: str = ""
) -> None:
    field.label = label
    field.help_text = help_text
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
    if autocomplete:
        field.widget.attrs["autocomplete"] = autocomplete


class SignInForm(allauth_forms.LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        _word(login, _("Nama pengguna"), _("Isi nama pengguna."), autocomplete="username")
        login.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        _word(self.fields["password"], _("Kata sandi"), _("Isi kata sandi."))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old, first, second = (self.fields[name] for name in ("oldpassword", *PASSWORDS))
        _word(old, _("Kata sandi sekarang"), _("Isi kata sandi Anda yang sekarang."))
        _word_new_passwords(first, second)


class ChoosePasswordForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, twice, after following the link of an invitation or of a reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_new_passwords(*(self.fields[name] for name in PASSWORDS))


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    """The e-mail address that a link is sent to; the answer never tells whether it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["email"], _("Alamat surel"), _("Isi alamat surel Anda."))


class LinkForm(allauth_forms.UserTokenForm):
    """A one-time link; worth nothing for an account that may not be used."""

    def _get_user(self, uidb36: str) -> User | None:
        user: User | None = super()._get_user(uidb36)
        return user if user and may_sign_in(user) else None


PASSWORDS = ("password1", "password2")


def _word_new_passwords(first: forms.Field, second: forms.Field) -> None:
    _word(first, _("Kata sandi baru"), _("Isi kata sandi baru."), NEW_PASSWORD)
    _word(second, _("Ulangi kata sandi baru"), _("Ulangi kata sandi baru yang sama."))
