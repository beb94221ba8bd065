"""Django’s templates, with a short way through what most of a page is made of.

A page has hundreds of ``{{ name.attribute }}``, ``{% if name.attribute %}``, ``{% for %}`` and
``{% include %}``, and Django asks of each what hardly ever matters: whether the value has items,
is lazy, is a date. Here the plain case is done at once, and whatever is not plain is left to
Django, so that a page is the same, to the byte. Templates were half of what a page costs, and take
half as long this way (``make bench``).
"""

from html import escape
from typing import Any

from django.template import Node, NodeList, Template, VariableDoesNotExist
from django.template.base import (
    FilterExpression,
    Lexer,
    Parser,
    Token,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import ForNode, IfNode, TemplateLiteral
from django.template.loader_tags import IncludeNode
from django.template.loaders import base, cached
from django.utils.safestring import SafeString

# In place of a value: the name stands for nothing; only Django can tell.
ABSENT, UNTOLD = object(), object()
# What has items, but none by a name: what stands behind a dot is an attribute.
NAME_NOTHING = {None, tuple.__getitem__, list.__getitem__, str.__getitem__}


class NamesItems(dict[type, bool]):
    """Whether values of a kind may have items by names."""

    def __missing__(self, kind: type) -> bool:
        self[kind] = found = getattr(kind, "__getitem__", None) not in NAME_NOTHING
        return found


NAMES_ITEMS = NamesItems()


class QuickVariable(Variable):
    """A name and the attributes that are asked of it, or a literal."""

    __slots__ = ("first", "others")

    def __init__(self, var: str) -> None:
        super().__init__(var)
        names = self.lookups if self.lookups and not self.translate else (None,)
        self.first, self.others = names[0], names[1:]

    def resolve(self, context: Any) -> Any:
        value = self.find(context)
        return super().resolve(context) if value is ABSENT or value is UNTOLD else value

    def find(self, context: Any) -> Any:
        """Its value, ABSENT or UNTOLD."""
        first = self.first
        for scope in reversed(context.dicts):
            if first in scope:
                value = scope[first]
                break
        else:
            return UNTOLD if first is None or hasattr(context, first) else ABSENT
        try:
            if callable(value):
                value = call(value)
            for name in self.others:
                value = look_up(value, name)
                if value is ABSENT:
                    break
        except Exception:
            return UNTOLD  # Django asks once more, and decides which errors it passes over
        return value


def look_up(value: Any, name: str) -> Any:
    """What stands behind a dot, or ABSENT. Raises any error where only Django can tell."""
    kind = type(value)
    if kind is dict:
        found = value[name]
    elif NAMES_ITEMS[kind]:
        raise LookupError(name)
    else:
        try:
            found = getattr(value, name)
        except AttributeError:
            if hasattr(kind, name) or name.isdigit():
                raise  # a property’s own error; the number of an item
            return ABSENT
    return call(found) if callable(found) else found


def call(value: Any) -> Any:
    """What it gives when called. Raises TypeError where a template must not call it."""
    if getattr(value, "do_not_call_in_templates", False) or getattr(value, "alters_data", False):
        raise TypeError(value)
    return value()


class QuickExpression(FilterExpression):
    """A variable with its filters."""

    __slots__ = ("find",)

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        if self.is_var:
            self.var = QuickVariable(self.var.var)
        self.find = self.var.find if self.is_var and not self.filters else None

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        if self.find:
            value = self.find(context)
            if value is not ABSENT and value is not UNTOLD:
                return value
            if value is ABSENT and ignore_failures:
                return None
            if value is ABSENT and not context.template.engine.string_if_invalid:
                return ""
        return super().resolve(context, ignore_failures)


class QuickVariableNode(VariableNode):
    def render_annotated(self, context: Any) -> str:
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str and context.autoescape:
            return escape(value)
        return render_value_in_context(value, context)


class QuickIfNode(IfNode):
    def __init__(self, conditions_nodelists: Any) -> None:
        super().__init__(conditions_nodelists)
        self.branches: list[tuple[Any, Any, Any]] = [
            (condition, condition.value if type(condition) is TemplateLiteral else None, nodes)
            for condition, nodes in conditions_nodelists
        ]

    def render_annotated(self, context: Any) -> str:
        for condition, expression, nodes in self.branches:
            try:
                if expression:
                    holds = expression.resolve(context, ignore_failures=True)
                else:
                    holds = condition is None or condition.eval(context)
            except VariableDoesNotExist:
                continue
            if holds:
                return "".join([node.render_annotated(context) for node in nodes])
        return ""


class QuickForNode(ForNode):
    """Of one variable, from the first to the last."""

    # Django’s types take a template for text.
    loopvars: Any
    sequence: Any
    nodelist_loop: Any
    nodelist_empty: Any

    def render_annotated(self, context: Any) -> str:
        loop = {"parentloop": context.get("forloop", {})}
        scope: dict[str, Any] = {}
        context.dicts.append(scope)
        try:
            values = self.sequence.resolve(context, ignore_failures=True)
            if values is None:
                values = []
            if not hasattr(values, "__len__"):
                values = list(values)
            number = len(values)
            if not number:
                return self.nodelist_empty.render(context)
            scope["forloop"] = loop
            (name,) = self.loopvars
            written: list[str] = []
            for place, value in enumerate(values):
                loop["counter0"] = place
                loop["counter"] = place + 1
                loop["revcounter"] = number - place
                loop["revcounter0"] = number - place - 1
                loop["first"] = place == 0
                loop["last"] = place == number - 1
                scope[name] = value
                written += [node.render_annotated(context) for node in self.nodelist_loop]
            return "".join(written)
        finally:
            context.dicts.pop()


class QuickIncludeNode(IncludeNode):
    """Of a template whose name is written out: it is looked for once."""

    template: Any
    found: Any = None

    def render_annotated(self, context: Any) -> str:
        template = self.found
        if template is None:
            template = self.found = context.template.engine.get_template(self.template.var)
        values = {name: one.resolve(context) for name, one in self.extra_context.items()}
        if self.isolated_context:
            return template.render(context.new(values))
        # What Template.render does in a context that has a template already.
        state = context.render_context
        outer, state.template = state.template, template
        state.dicts.append({})
        context.dicts.append(values)
        try:
            return template._render(context)
        finally:
            context.dicts.pop()
            state.dicts.pop()
            state.template = outer


class QuickParser(Parser):
    def compile_filter(self, token: str) -> FilterExpression:
        return QuickExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        super().extend_nodelist(nodelist, quick_node(node), token)


def quick_node(node: Any) -> Node:
    """The node that renders the same on the short way, if there is one."""
    kind = type(node)
    if kind is VariableNode:
        return QuickVariableNode(node.filter_expression)
    if kind is IfNode:
        return QuickIfNode(node.conditions_nodelists)
    if kind is ForNode and len(node.loopvars) == 1 and not node.is_reversed:
        loop, empty = node.nodelist_loop, node.nodelist_empty
        return QuickForNode(node.loopvars, node.sequence, node.is_reversed, loop, empty)
    if kind is IncludeNode and is_written_out(node.template):
        return QuickIncludeNode(
            node.template,
            extra_context=node.extra_context,
            isolated_context=node.isolated_context,
        )
    return node


def is_written_out(name: FilterExpression) -> bool:
    """Whether a template’s name is a text, and does not depend on where it stands."""
    return not (name.is_var or name.filters or name.var.startswith("."))


class WholeTemplate(NodeList):
    """All nodes of a template. Django asks the base template for its blocks for every page."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.found: dict[type[Node], list[Any]] = {}

    def get_nodes_by_type(self, nodetype: Any) -> list[Any]:
        if nodetype not in self.found:
            self.found[nodetype] = super().get_nodes_by_type(nodetype)
        return self.found[nodetype]


class QuickLoader(base.Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        engine = self.engine
        if not engine.debug:  # which is to say the line of an error
            tokens = Lexer(template.source).tokenize()
            libraries, builtins = engine.template_libraries, engine.template_builtins
            nodes = QuickParser(tokens, libraries, builtins, template.origin).parse()
            template.nodelist = WholeTemplate(nodes)
        return template


class Loader(cached.Loader, QuickLoader):
    """Keeps templates, as Django’s own does."""
