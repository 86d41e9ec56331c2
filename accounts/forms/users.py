"""Forms with which an admin invites staff and changes what they may do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, Scope, User
from common.forms import name_empty_choices
from common.text import clean_text


class UserForm(forms.ModelForm):
    """What an account may do, and whose people it may see."""

    class Meta:
        model = User
        fields = ["full_name", "email", "role", "agency", "scope", "villages", "expires_on"]
        widgets = {
            "role": forms.RadioSelect,
            "scope": forms.RadioSelect,
            "villages": forms.CheckboxSelectMultiple,
        }
        labels = {"email": _("Alamat surel"), "villages": _("Kelurahan yang dilayani")}
        help_texts = {
            "email": _("Tautan undangan dikirim ke sini bila diisi."),
            "scope": _(
                "Hanya berlaku untuk petugas. Kategori pekerjaan dipilih pada halaman kategori."
            ),
            "villages": "",
            "expires_on": _("Contoh: 31-12-2026. Wajib untuk pemeriksa."),
        }
        error_messages = {
            "full_name": {"required": _("Isi nama lengkap.")},
            "role": {"required": _("Pilih peran.")},
            "scope": {"required": _("Pilih cakupan.")},
            "expires_on": {"invalid": _("Tulis tanggal seperti 31-12-2026.")},
            "email": {
                "invalid": _("Tulis alamat surel yang lengkap, misalnya nama@contoh.go.id.")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_empty_choices(self, {"agency": _("Tidak disebut")})

    def clean_full_name(self) -> str:
        return clean_text(self.cleaned_data["full_name"], limit=150)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        role = data.get("role")
        if role and role != Role.CLERK:
            data["scope"] = Scope.CITY
            self.errors.pop("scope", None)
        if role == Role.AUDITOR and not data.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", _("Isi tanggal berakhir; akun pemeriksa tidak tetap."))
        if data.get("scope") == Scope.VILLAGE and not data.get("villages"):
            self.add_error("villages", _("Pilih paling sedikit satu kelurahan."))
        return data


class InviteForm(UserForm):
    """A new account."""

    class Meta(UserForm.Meta):
        fields = ["username", *UserForm.Meta.fields]
        help_texts = UserForm.Meta.help_texts | {
            "username": _("Huruf kecil tanpa spasi, misalnya sri.wahyuni. Tidak dapat diubah.")
        }
        error_messages = UserForm.Meta.error_messages | {
            "username": {
                "required": _("Isi nama pengguna."),
                "unique": _("Nama pengguna ini sudah dipakai. Pilih yang lain."),
                "invalid": _("Pakai huruf, angka, titik, atau garis saja, tanpa spasi."),
            }
        }

    def clean_username(self) -> str:
        name = clean_text(self.cleaned_data["username"], limit=150).lower()
        if not name.isascii():  # letters of other scripts look like ours
            raise forms.ValidationError(self.fields["username"].error_messages["invalid"])
        return name


class ChangeUserForm(UserForm):
    """An account that exists; it can be switched off but never deleted."""

    class Meta(UserForm.Meta):
        fields = [*UserForm.Meta.fields, "is_active"]
        labels = UserForm.Meta.labels | {"is_active": _("Akun boleh dipakai")}
        help_texts = UserForm.Meta.help_texts | {
            "is_active": _("Bila dimatikan, pemiliknya langsung keluar dari semua perangkat.")
        }
