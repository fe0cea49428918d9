"""XML from anybody, parsed: no entities, nothing fetched, and no deeper than news goes."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from filmkg.errors import DocumentError

_MAX_DEPTH = 200


class _DepthError(Exception):
    pass


class _Builder(TreeBuilder):
    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _DepthError
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def parse_xml(data: bytes, *, origin: str) -> Element:
    """Return the root of an XML document.

    Raises:
        DocumentError: It does not parse, declares entities, refers to something outside or nests too deep.
    """
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise DocumentError(
            origin,
            f"declares entities or refers to other files ({type(error).__name__}), which is not read",
            remedy="write it anew without a DOCTYPE that declares entities",
            reason="hostile",
        ) from error
    except _DepthError:
        raise DocumentError(
            origin, f"nests elements more than {_MAX_DEPTH} deep", remedy="look whether it is news", reason="hostile"
        ) from None
    except (ParseError, LookupError, ValueError) as error:
        raise DocumentError(
            origin, f"is not well-formed XML: {error}", remedy="get it anew from whoever wrote it", reason="damaged"
        ) from error
    return root
