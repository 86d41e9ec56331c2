"""People: vulnerable workers, their heirs, what they work as."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Agency, Scope
from accounts.scope import scope_q
from common.constraints import matches_or_empty
from common.loading import LoadedQuickly
from places.models import Village
from workers import nik, phones


class OccupationCategoryQuerySet(models.QuerySet["OccupationCategory"]):
    def active(self) -> "OccupationCategoryQuerySet":
        return self.filter(is_active=True)

    def in_scope(self, user) -> "OccupationCategoryQuerySet":
        """Keep the categories in which a member of staff may see and enrol people."""
        return self.filter(staff=user) if user.scope == Scope.OCCUPATION else self.all()


class OccupationCategory(models.Model):
    """A kind of vulnerable work the city covers."""

    class Sector(models.TextChoices):
        TRANSPORT = "transport", _("Angkutan")
        OTHER = "other", _("Lainnya")

    slug = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=80, unique=True)
    description = models.CharField(_("keterangan"), max_length=200, blank=True)
    is_active = models.BooleanField(_("dipakai"), default=True)
    position = models.PositiveSmallIntegerField(_("urutan"), default=100)
    sector = models.CharField(
        _("sektor"),
        max_length=10,
        choices=Sector,
        default=Sector.OTHER,
        help_text=_("Menentukan tarif iuran yang berlaku."),
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("perangkat daerah"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Dinas teknis pembina; kuota dapat dibagi menurut dinas ini."),
    )
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("petugas kategori"),
        blank=True,
        related_name="+",
        help_text=_("Petugas yang cakupannya kategori ini, misalnya dari dinas teknis."),
    )

    objects = OccupationCategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("kategori pekerjaan")
        verbose_name_plural = pgettext_lazy("jamak", "kategori pekerjaan")

    def __str__(self) -> str:
        return self.name


class OccupationAlias(models.Model):
    """A way people write an occupation, folded: ``ojol``, ``abang becak``, ``marbut``."""

    word = models.CharField(_("sebutan"), max_length=80, unique=True)
    category = models.ForeignKey(
        OccupationCategory,
        models.CASCADE,
        verbose_name=_("kategori"),
        related_name="aliases",
    )

    class Meta:
        ordering = ["word"]
        verbose_name = _("sebutan pekerjaan")
        verbose_name_plural = pgettext_lazy("jamak", "sebutan pekerjaan")

    def __str__(self) -> str:
        return self.word


class Sex(models.TextChoices):
    MALE = "M", _("Laki-laki")
    FEMALE = "F", _("Perempuan")


class MaritalStatus(models.TextChoices):
    SINGLE = "single", _("Belum kawin")
    MARRIED = "married", _("Kawin")
    DIVORCED = "divorced", _("Cerai hidup")
    WIDOWED = "widowed", _("Cerai mati")


class WorkerQuerySet(models.QuerySet["Worker"]):
    def in_scope(self, user) -> "WorkerQuerySet":
        """Keep the people that a member of staff may see."""
        return self.filter(scope_q(user, village="village", category="occupation"))


class Worker(LoadedQuickly):
    """One person, once, under a NIK that is right."""

    nik = models.CharField(_("NIK"), max_length=16, unique=True)
    family_card_number = models.CharField(_("nomor KK"), max_length=16, blank=True)
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    name_key = models.CharField(max_length=150, editable=False)
    birth_place = models.CharField(_("tempat lahir"), max_length=60, blank=True)
    birth_date = models.DateField(_("tanggal lahir"))
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=Sex)
    marital_status = models.CharField(
        _("status kawin"), max_length=10, choices=MaritalStatus, blank=True
    )
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    rt = models.CharField(_("RT"), max_length=3, blank=True)
    rw = models.CharField(_("RW"), max_length=3, blank=True)
    # Neither has an index of its own: those that sort by name begin with them.
    village = models.ForeignKey(
        Village, models.PROTECT, verbose_name=_("kelurahan"), db_index=False
    )
    domicile_address = models.CharField(_("alamat domisili"), max_length=200, blank=True)
    phone = models.CharField(_("nomor HP"), max_length=16, blank=True)
    mother_name = models.CharField(_("nama ibu kandung"), max_length=150, blank=True)
    occupation = models.ForeignKey(
        OccupationCategory,
        models.PROTECT,
        verbose_name=_("kategori pekerjaan"),
        db_index=False,
    )
    work_place = models.CharField(_("tempat bekerja"), max_length=150, blank=True)
    income = models.PositiveIntegerField(
        _("penghasilan per bulan"), null=True, blank=True, help_text=_("Rupiah utuh.")
    )
    dtsen_decile = models.PositiveSmallIntegerField(
        _("desil DTSEN"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    member_number = models.CharField(_("nomor peserta (KPJ)"), max_length=11, blank=True)
    died_on = models.DateField(_("meninggal pada"), null=True, blank=True)
    note = models.TextField(_("catatan"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    updated_at = models.DateTimeField(_("diubah pada"), auto_now=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "id"]
        verbose_name = _("pekerja")
        verbose_name_plural = pgettext_lazy("jamak", "pekerja")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nik__regex=nik.PATTERN),
                name="workers_nik_is_sixteen_digits",
                violation_error_message=_("NIK harus 16 angka."),
            ),
            matches_or_empty(
                "family_card_number",
                nik.PATTERN,
                name="workers_family_card_is_sixteen_digits",
                message=_("Nomor KK harus 16 angka."),
            ),
            matches_or_empty(
                "rt",
                r"^[0-9]{3}$",
                name="workers_rt_is_three_digits",
                message=_("RT tiga angka."),
            ),
            matches_or_empty(
                "rw",
                r"^[0-9]{3}$",
                name="workers_rw_is_three_digits",
                message=_("RW tiga angka."),
            ),
            matches_or_empty(
                "member_number",
                r"^[0-9]{11}$",
                name="workers_member_number_is_eleven_digits",
                message=_("Nomor peserta (KPJ) harus 11 angka."),
            ),
            models.UniqueConstraint(
                fields=["member_number"],
                condition=~models.Q(member_number=""),
                name="workers_member_number_once",
                violation_error_message=_("Nomor peserta (KPJ) ini sudah dipakai orang lain."),
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=Sex.values), name="workers_sex_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(died_on__isnull=True)
                | models.Q(died_on__gte=models.F("birth_date")),
                name="workers_died_after_birth",
                violation_error_message=_("Tanggal meninggal mendahului tanggal lahir."),
            ),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="workers_by_name"),
            models.Index(fields=["village", "name_key", "id"], name="workers_by_village"),
            models.Index(fields=["occupation", "name_key", "id"], name="workers_by_occupation"),
            models.Index(fields=["birth_date"], name="workers_by_birth_date"),
            models.Index(fields=["member_number"], name="workers_by_member_number"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def masked_nik(self) -> str:
        return nik.mask(self.nik)

    @property
    def masked_family_card_number(self) -> str:
        return nik.mask(self.family_card_number)

    @property
    def masked_phone(self) -> str:
        return phones.mask(self.phone)

    @property
    def local_phone(self) -> str:
        return phones.local(self.phone)

    @property
    def short_address(self) -> str:
        """Street, RT and RW in one line, without the kelurahan."""
        area = " / ".join(
            f"{label} {number}" for label, number in (("RT", self.rt), ("RW", self.rw)) if number
        )
        return ", ".join(part for part in (self.address, area) if part)


class WorkerWord(models.Model):
    """A word of a person's name: what makes a search by name touch few rows.

    All of it follows from the names. So the database is not asked whether each word's person is
    there, which takes PostgreSQL longer than writing the word; ``check_data`` asks.
    """

    pk = models.CompositePrimaryKey("worker", "word")
    worker = models.ForeignKey(
        Worker, models.CASCADE, related_name="words", db_constraint=False, db_index=False
    )
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [
            # The class lets PostgreSQL read prefixes from this index; SQLite knows none.
            models.Index(
                fields=["word", "worker"],
                name="workers_by_word",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.word


class Heir(models.Model):
    """Somebody who may claim the death benefit."""

    class Relation(models.TextChoices):
        SPOUSE = "spouse", _("Suami / istri")
        CHILD = "child", _("Anak")
        PARENT = "parent", _("Orang tua")
        SIBLING = "sibling", _("Saudara kandung")
        GRANDCHILD = "grandchild", _("Cucu")
        GRANDPARENT = "grandparent", _("Kakek / nenek")
        PARENT_IN_LAW = "parent_in_law", _("Mertua")
        OTHER = "other", _("Lainnya")

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="heirs")
    full_name = models.CharField(_("nama ahli waris"), max_length=150)
    relation = models.CharField(_("hubungan"), max_length=15, choices=Relation)
    phone = models.CharField(_("nomor HP"), max_length=16, blank=True)
    nik = models.CharField(_("NIK"), max_length=16, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("ahli waris")
        verbose_name_plural = pgettext_lazy("jamak", "ahli waris")
        constraints = [
            matches_or_empty(
                "nik",
                nik.PATTERN,
                name="workers_heir_nik",
                message=_("NIK harus 16 angka."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def masked_nik(self) -> str:
        return nik.mask(self.nik)

    @property
    def masked_phone(self) -> str:
        return phones.mask(self.phone)

    @property
    def local_phone(self) -> str:
        return phones.local(self.phone)
