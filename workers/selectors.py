"""Facts about occupation categories, each read in a fixed number of queries."""

from django.db.models import Count

from accounts.models import User
from workers.models import OccupationCategory, Worker


def categories_with_counts(user: User) -> list[OccupationCategory]:
    """List all categories with ``people``, the number in the user's scope, and their aliases.

    Costs   three queries.
    """
    counts = dict(
        Worker.objects.in_scope(user)
        .order_by()
        .values_list("occupation")
        .annotate(people=Count("pk"))
    )
    categories = list(OccupationCategory.objects.prefetch_related("aliases"))
    for category in categories:
        setattr(category, "people", counts.get(category.pk, 0))  # noqa: B010  for the template
    return categories
