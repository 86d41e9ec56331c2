"""Tags of the page frame."""

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY

register = template.Library()


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> str:
    """Show a block of the page a second time: the title of the tab is also the heading."""
    blocks = context.render_context[BLOCK_CONTEXT_KEY]
    return blocks.get_block(name).render(context)
