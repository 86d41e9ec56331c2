"""Every named address of the product, read from the URL conf itself."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def _walk(patterns: list, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern


def named_urls() -> dict[str, URLPattern]:
    """Give each URL pattern by its full name; the admin's own are told by ``admin:``."""
    return dict(_walk(get_resolver().url_patterns))
