"""Sheets of labels and cards that names are printed on."""

import django.core.validators
import django.db.models.expressions
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0004_signed_sheets'),
    ]

    operations = [
        migrations.CreateModel(
            name='LabelSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='nama lembar')),
                ('use', models.CharField(choices=[('name_tag', 'Tanda pengenal'), ('table_card', 'Kartu meja')], max_length=10, verbose_name='dipakai untuk')),
                ('sheet_width', models.PositiveSmallIntegerField(verbose_name='lebar kertas')),
                ('sheet_height', models.PositiveSmallIntegerField(verbose_name='tinggi kertas')),
                ('columns', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='jumlah kolom')),
                ('rows', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='jumlah baris')),
                ('label_width', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='lebar label')),
                ('label_height', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='tinggi label')),
                ('margin_left', models.DecimalField(decimal_places=1, help_text='Dari tepi kertas ke label pertama.', max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='tepi kiri')),
                ('margin_top', models.DecimalField(decimal_places=1, help_text='Dari tepi kertas ke label pertama.', max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='tepi atas')),
                ('gap_across', models.DecimalField(decimal_places=1, default=0, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='jarak antarkolom')),
                ('gap_down', models.DecimalField(decimal_places=1, default=0, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='jarak antarbaris')),
                ('is_cut', models.BooleanField(default=False, help_text='Garis potong ikut dicetak. Kosongkan untuk lembar label berperekat.', verbose_name='dipotong sendiri')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Yang terkecil dipakai bila tidak ada yang dipilih.', verbose_name='urutan')),
            ],
            options={
                'verbose_name': 'lembar label',
                'verbose_name_plural': 'lembar label',
                'ordering': ['use', 'position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('use', 'name'), name='label_sheet_named_once', violation_error_message='Sudah ada lembar dengan nama dan guna itu.'), models.CheckConstraint(condition=models.Q(('columns__gte', 1), ('label_height__gt', 0), ('label_width__gt', 0), ('rows__gte', 1)), name='label_sheet_holds_labels', violation_error_message='Lembar harus memuat paling sedikit satu label.'), models.CheckConstraint(condition=models.Q(('sheet_width__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('margin_left'), '+', django.db.models.expressions.CombinedExpression(models.F('columns'), '*', models.F('label_width'))), '+', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('columns'), '-', models.Value(1)), '*', models.F('gap_across'))), '-', models.Value(Decimal('0.05'))))), name='label_sheet_wide_enough', violation_error_message='Label lebih lebar daripada kertasnya. Ukur lagi lebar, jarak, dan tepi kiri.'), models.CheckConstraint(condition=models.Q(('sheet_height__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('margin_top'), '+', django.db.models.expressions.CombinedExpression(models.F('rows'), '*', models.F('label_height'))), '+', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('rows'), '-', models.Value(1)), '*', models.F('gap_down'))), '-', models.Value(Decimal('0.05'))))), name='label_sheet_high_enough', violation_error_message='Label lebih tinggi daripada kertasnya. Ukur lagi tinggi, jarak, dan tepi atas.')],
            },
        ),
    ]
