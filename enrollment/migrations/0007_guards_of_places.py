"""Guards that hold once every enrollment says where its place counts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0006_places_of_holders"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_known_on__isnull', True), ('ended_on__isnull', True)), models.Q(('end_known_on__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='enrollment_end_known_pair'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place_occupation__isnull', True), ('place_village__isnull', True)), models.Q(('place_occupation__isnull', False), ('place_village__isnull', False)), _connector='OR'), name='enrollment_place_pair'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(('place_village__isnull', True), models.Q(('status__in', ['decreed', 'proposed', 'registered', 'rejected', 'returned', 'verified']), ('ended_on__isnull', True)), _connector='OR'), name='enrollment_only_holders_have_places'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['decreed', 'proposed', 'registered', 'rejected', 'returned', 'verified', 'waitlisted'])), fields=('replaces',), name='enrollment_replaced_once', violation_error_message='Tempat ini sudah diambil alih orang lain.'),
        ),
    ]
