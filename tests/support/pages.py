"""What every page must be: read with the standard library's parser, checked, and easy to ask in a test."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "data-opens")


@dataclass(slots=True, kw_only=True)
class Element:
    """One element with its attributes and the text in it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple[str, ...] = ()
    text: str = ""

    def get(self, name: str) -> str:
        """An attribute's value, empty when it is not there."""
        return self.attributes.get(name, "")


@dataclass(slots=True)
class FormOnPage:
    """A form with the fields in it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    fieldnames: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """A page's elements, forms and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.elements: list[Element] = []
        self.forms: list[FormOnPage] = []
        self.text = ""
        self._open: list[Element] = []
        self.feed(source)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(
            tag=tag,
            attributes={name: value or "" for name, value in attrs},
            parents=tuple(parent.tag for parent in self._open),
        )
        self.elements.append(element)
        if tag == "form":
            self.forms.append(FormOnPage(action=element.get("action"), method=element.get("method") or "get"))
        elif tag in {"input", "select", "textarea", "button"} and "form" in element.parents:
            self._take_field(element)
        if tag not in _VOID:
            self._open.append(element)

    def _take_field(self, element: Element) -> None:
        name = element.get("name")
        if not name:
            return
        form = self.forms[-1]
        form.fieldnames.append(name)
        chooses = element.get("type") in {"radio", "checkbox"}
        if element.tag == "input" and (not chooses or "checked" in element.attributes):
            form.fields[name] = element.get("value")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop().tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if any(element.tag in {"script", "style"} for element in self._open):
            return
        self.text += data
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements of this tag with these attributes (``class_`` is one class of several)."""
        wanted_class = attributes.pop("class_", None)
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.get(name.replace("_", "-")) == value for name, value in attributes.items())
            and (wanted_class is None or wanted_class in element.get("class").split())
        ]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """The texts of such elements, in single spaces."""
        return [" ".join(element.text.split()) for element in self.all(tag, **attributes)]

    @property
    def heading(self) -> str:
        """The page's one heading."""
        return self.texts("h1")[0]

    @property
    def links(self) -> list[str]:
        """Where the page's links lead."""
        return [element.get("href") for element in self.all("a")]

    def form_with(self, *names: str) -> FormOnPage:
        """The form that has these fields."""
        return next(form for form in self.forms if set(names) <= set(form.fieldnames))


def problems_of(page: Page) -> list[str]:
    """What is wrong with a page; empty when it is as every page must be."""
    return [*_frame_problems(page), *_id_problems(page), *_form_problems(page), *_inline_problems(page)]


def _frame_problems(page: Page) -> list[str]:
    found = []
    headings = page.texts("h1")
    if len(headings) != 1 or not headings[0]:
        found.append(f"headings of the first level: {headings}")
    if len(page.all("title")) < 1 or not page.texts("title")[0]:
        found.append("no title")
    if not any(element.get("lang") for element in page.all("html")):
        found.append("no language")
    found += [f"link without text or address: {a.attributes}" for a in page.all("a") if not a.get("href")]
    return found


def _id_problems(page: Page) -> list[str]:
    ids = [element.get("id") for element in page.elements if "id" in element.attributes]
    found = [f"id twice or empty: {name!r}" for name in sorted(set(ids)) if ids.count(name) > 1 or not name]
    for element in page.elements:
        for name in _POINTERS:
            found += [f"{name} points nowhere: {id_}" for id_ in element.get(name).split() if id_ not in ids]
    return found


def _form_problems(page: Page) -> list[str]:
    found = []
    for form in page.forms:
        if not form.action and form.method.lower() != "dialog":
            found.append(f"form without action: {form.fieldnames}")
        tokens = [value for name, value in form.fields.items() if name.rpartition("-")[2] == "csrf_token"]
        if form.method.lower() == "post" and not any(tokens):
            found.append(f"form without CSRF field: {form.action}")
    return found


def _inline_problems(page: Page) -> list[str]:
    found = [f"inline script: {e.attributes}" for e in page.all("script") if not e.get("src")]
    found += ["inline style" for _ in page.all("style")]
    found += [f"style attribute: {e.tag}" for e in page.elements if "style" in e.attributes]
    found += [f"{name} attribute: {e.tag}" for e in page.elements for name in e.attributes if name.startswith("on")]
    return found
