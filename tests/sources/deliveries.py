"""One story in every format, each made after the format's public specification, quirks of real files included."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import tarfile
import textwrap
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial

TITLE = "Days of Azerbaijani Cinema open in Istanbul"
ISSUED = "2025-05-16"
MODIFIED = "2025-05-17"
CREATOR = "Laman Aliyeva"
PUBLISHER = "Caspian Culture Wire"
URL = "https://news.example/en/culture/days-of-cinema-istanbul"
LANGUAGE = "en"
PARAGRAPHS = (
    (
        "Days of Azerbaijani Cinema were held in Istanbul on May 10-12, 2025. The event was organized by the "
        "Azerbaijan Culture Ministry and supported by Istanbul University."
    ),
    (
        "The film “Red Garden” by Mirbala Salimli was shown as part of the event. Festivals in Türkiye, Ümit Çelik "
        "of the Turkish Cinema Guild noted, will follow."
    ),
    (
        "“Azerbaijani cinema is now represented on the world stage,” Chairman of the Azerbaijan Producers Guild "
        "Mushfig Hatamov said."
    ),
    "The Azerbaijan Producers Guild signed a memorandum of cooperation with the Turkish Cinema Guild yesterday.",
)
PLAIN = "\n\n".join([TITLE, *PARAGRAPHS]) + "\n"
TEASERS = f"""<rss version="2.0"><channel><title>{PUBLISHER}</title><link>https://news.example/</link>
<description>Home</description><item><title>Another film week</title><link>https://news.example/another</link>
<description>Guests.</description></item></channel></rss>"""
PUBLISHED = f"{ISSUED}T17:37:00+04:00"
CHANGED = f"{MODIFIED}T09:00:00Z"

BODY = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in PARAGRAPHS)
FIGURE = '<figure><img src="a.jpg"><figcaption>Guests of the opening. Photo: Farid Karimov</figcaption></figure>'
DESCRIBED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "BreadcrumbList", "itemListElement": []},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "datePublished": PUBLISHED,
            "dateModified": CHANGED,
            "author": [{"@type": "Person", "name": CREATOR}],
            "publisher": {"@type": "Organization", "name": PUBLISHER},
            "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
            "inLanguage": LANGUAGE,
        },
    ],
}


def page(*, described: object = DESCRIBED, head: str = "", body: str = BODY, charset: str = "utf-8") -> str:
    """A page as news sites have it: navigation, a share bar, a caption, related headlines, a footer."""
    script = f'<script type="application/ld+json">{json.dumps(described)}</script>' if described else ""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>{TITLE} | {PUBLISHER}</title>{script}{head}</head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/culture">Culture</a></li></ul></nav></header>
<main><article><h1>{TITLE}</h1><div class="share"><a href="#">Facebook</a> <a href="#">Telegram</a></div>{FIGURE}
<div class="article-body">{body}</div></article>
<aside><h3>Related</h3><ul><li><a href="/x">Another film week opens in Baku</a></li></ul></aside></main>
<footer><p>© 2025 {PUBLISHER}. All rights reserved.</p></footer></body></html>"""


OPEN_GRAPH = f"""<meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="{PUBLISHED}">
<meta property="article:modified_time" content="{CHANGED}"><meta name="author" content="{CREATOR}">
<meta property="og:site_name" content="{PUBLISHER}"><link rel="canonical" href="{URL}">"""


def html_page() -> bytes:
    return page().encode()


def html_open_graph() -> bytes:
    return page(described=None, head=OPEN_GRAPH).encode()


def html_twice() -> bytes:
    """The body is in the page twice, for screens of two sizes."""
    return page(body=f'<div class="desktop">{BODY}</div><div class="mobile">{BODY}</div>').encode()


def html_wrong_encoding() -> bytes:
    """Declared as UTF-8, written in Windows-1252."""
    return page().encode("windows-1252")


def html_script_page() -> bytes:
    """The body is in the JSON-LD alone; a script would show it."""
    article = {**DESCRIBED["@graph"][1], "articleBody": "\n\n".join(PARAGRAPHS)}  # type: ignore[dict-item, index]
    return page(described={**article, "@context": "https://schema.org"}, body='<div id="root"></div>').encode()


def nitf() -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.6/specification/dtd/nitf-3-6.dtd">
<nitf xml:lang="en"><head><title>Ignored</title><docdata><date.release norm="20250516T173700+0400"/>
<doc.copyright year="2025" holder="Somebody else"/></docdata><pubdata ex-ref="{URL}"/></head>
<body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By <person>{CREATOR}</person></byline>
<distributor>{PUBLISHER}</distributor></body.head>
<body.content><block>{BODY}</block><media media-type="image"><media-caption>Guests.</media-caption></media>
</body.content></body></nitf>""".encode()


def newsml() -> bytes:
    inner = nitf().decode().partition("<nitf")[2]
    xhtml = f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body>{BODY}</body></html>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>{CHANGED}</sent></header><itemSet>
<newsItem guid="urn:newsml:wire.example:20250516:picture"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>
<newsItem guid="urn:newsml:wire.example:20250516:story" standard="NewsML-G2" xml:lang="en"><itemMeta>
<itemClass qcode="ninat:text"/><provider literal="ccw"><name>{PUBLISHER}</name></provider>
<versionCreated>{CHANGED}</versionCreated><link rel="irel:canonical" href="{URL}"/></itemMeta>
<contentMeta><contentCreated>{PUBLISHED}</contentCreated><contentModified>{CHANGED}</contentModified>
<by>By {CREATOR}</by><language tag="en"/><headline>{TITLE}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf{inner}</inlineXML>
<inlineXML contenttype="application/xhtml+xml">{xhtml}</inlineXML></contentSet></newsItem>
</itemSet></newsMessage>""".encode()


def ninjs_1() -> bytes:
    return json.dumps(
        {
            "uri": URL, "type": "text", "language": "en", "headline": TITLE, "byline": f"By {CREATOR}",
            "firstcreated": PUBLISHED, "contentmodified": CHANGED, "versioncreated": CHANGED,
            "copyrightholder": PUBLISHER, "body_text": "\n\n".join(PARAGRAPHS), "body_xhtml": BODY,
        }
    ).encode()  # fmt: skip


def ninjs_3() -> bytes:
    return json.dumps(
        {
            "uri": URL, "type": "text", "language": "en", "by": CREATOR, "firstCreated": PUBLISHED,
            "versionCreated": CHANGED, "contentModified": CHANGED, "copyrightHolder": PUBLISHER,
            "headlines": [{"role": "short", "value": "Cinema days"}, {"role": "main", "value": TITLE}],
            "bodies": [
                {"role": "main", "contentType": "text/plain", "value": "\n\n".join(PARAGRAPHS)},
                {"role": "richtext", "contentType": "application/xhtml+xml", "value": FIGURE + BODY},
            ],
        }
    ).encode()  # fmt: skip


def rss() -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{PUBLISHER}</title><link>https://news.example/</link>
<language>en</language><item><title>{TITLE}</title><link>{URL}</link><guid isPermaLink="false">ccw-1</guid>
<dc:creator>{CREATOR}</dc:creator><pubDate>Fri, 16 May 2025 17:37:00 +0400</pubDate>
<atom:updated>{CHANGED}</atom:updated>
<description>Days of cinema.</description><content:encoded><![CDATA[{FIGURE}{BODY}]]></content:encoded></item>
</channel></rss>""".encode()


def atom() -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{PUBLISHER}</title><id>https://news.example/</id>
<updated>{CHANGED}</updated><entry><title>{TITLE}</title><link href="{URL}"/><id>tag:news.example,2025:1</id>
<author><name>{CREATOR}</name></author><published>{PUBLISHED}</published><updated>{CHANGED}</updated>
<content type="html">{html.escape(BODY)}</content></entry></feed>""".encode()


def row() -> dict[str, str]:
    return {
        "guid": "days", "headline": TITLE, "published": PUBLISHED, "updated": CHANGED, "author": CREATOR,
        "source": PUBLISHER, "link": URL, "lang": "en", "content": "\n\n".join(PARAGRAPHS),
    }  # fmt: skip


def json_lines() -> bytes:
    return (json.dumps(row(), ensure_ascii=False) + "\n\n").encode()


def table() -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row()), delimiter=";")
    writer.writeheader()
    writer.writerow(row())
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def warc_record(kind: str, url: str, payload: bytes, content_type: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-05-18T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(payload):032x}>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def warc_response(
    url: str, body: bytes, *, status: str = "200 OK", headers: str = "", kind: str = "text/html; charset=utf-8"
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode()
    return warc_record("response", url, http + body, "application/http; msgtype=response")


def warc_records() -> list[bytes]:
    packed = gzip.compress(html_page(), mtime=0)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:100], packed[100:])) + b"0\r\n\r\n"
    return [
        warc_record("warcinfo", "", b"software: ours\r\n", "application/warc-fields"),
        warc_record("request", URL, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        warc_response("https://news.example/gone", b"moved", status="301 Moved"),
        warc_response(URL, chunks, headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    ]


def warc() -> bytes:
    return b"".join(warc_records())


def warc_gz() -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in warc_records())


def crawled(make: Callable[[], bytes], kind: str, *, url: str = URL) -> Callable[[], bytes]:
    """A web archive with a delivery of that media type, amid what else a crawler brings home."""
    sitemap = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'
    return lambda: b"".join((
        warc_response("https://news.example/robots.txt", b"User-agent: *\nDisallow: /x\n", kind="text/plain"),
        warc_response("https://news.example/sitemap.xml", sitemap, kind="application/xml"),
        warc_response("https://news.example/api/menu", b'{"menu": ["Home", "Guests"]}', kind="application/json"),
        warc_response("https://news.example/teasers.rss", TEASERS.encode(), kind="application/rss+xml"),
        warc_response(url, make(), kind=kind),
        warc_response("https://news.example/logo.png", b"\x89PNG", kind="image/png"),
    ))  # fmt: skip


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2025/days.html", html_page())
        archive.writestr("2025/a.jpg", b"\xff\xd8\xff")
        archive.writestr("__MACOSX/2025/._days.html", b"\0\5")
    return data.getvalue()


def tarred() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        info = tarfile.TarInfo("2025/days.xml")
        info.size = len(nitf())
        archive.addfile(info, io.BytesIO(nitf()))
    return data.getvalue()


def pdf() -> bytes:
    """A press release with one text line after the other."""
    return pdf_of(text_block(wrapped((TITLE, *PARAGRAPHS), chars=90), x=40, y=800))


def pdf_columns(*, shift: int = 0, half: int = 9) -> bytes:
    """A press release in two columns below its headline; those of a hurried one do not stand at the same height."""
    lines = wrapped(PARAGRAPHS, chars=48)
    return pdf_of(
        text_block([TITLE], x=40, y=800)
        + text_block(lines[:half], x=40, y=770)
        + text_block(lines[half:], x=310, y=770 - shift)
    )


def wrapped(paragraphs: Iterable[str], *, chars: int) -> list[str]:
    """The lines of paragraphs, with a blank one after each."""
    return [line for paragraph in paragraphs for line in (*textwrap.wrap(paragraph, chars), "")]


def text_block(lines: Iterable[str], *, x: int, y: int) -> bytes:
    escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    commands = "".join(f"({line}) Tj T*\n" for line in escaped).encode("cp1252")
    return b"BT /F1 10 Tf 12 TL %d %d Td\n%sET\n" % (x, y, commands)


def pdf_of(page: bytes) -> bytes:
    """A PDF 1.4 (ISO 32000-1) of a page with that content."""
    content = zlib.compress(page)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font 6 0 R >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /F1 5 0 R >>",
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def plain() -> bytes:
    return PLAIN.replace(f"{TITLE}\n", f"{TITLE}\n\n16 May 2025 17:37\nBy {CREATOR}\n", 1).encode()


# File name -> what is in it. The last of several suffixes is wrong on purpose here and there: the content counts.
DELIVERIES: dict[str, Callable[[], bytes]] = {
    "plain.txt": plain,
    "page.html": html_page,
    "page-without-suffix": html_page,
    "open-graph.html": html_open_graph,
    "twice.html": html_twice,
    "wrong-encoding.html": html_wrong_encoding,
    "script.html": html_script_page,
    "nitf.xml": nitf,
    "newsml.xml": newsml,
    "ninjs-1.json": ninjs_1,
    "ninjs-3.json": ninjs_3,
    "rss.xml": rss,
    "atom.txt": atom,
    "lines.jsonl": json_lines,
    "table.csv": table,
    "crawl.warc": warc,
    "crawl.warc.gz": warc_gz,
    "crawled-feed.warc": crawled(rss, "application/rss+xml; charset=utf-8", url="https://news.example/feed"),
    "crawled-nitf.warc": crawled(nitf, "text/xml", url="https://news.example/export/7"),
    "crawled-ninjs.warc": crawled(ninjs_3, "application/json", url="https://news.example/api/7"),
    "crawled-table.warc": crawled(table, "text/csv", url="https://news.example/export.csv"),
    "crawled-plain.warc": crawled(plain, "text/plain; charset=utf-8"),
    "crawled-release.warc": crawled(pdf, "application/pdf"),
    "folder.zip": zipped,
    "folder.tar.gz": tarred,
    "release.pdf": pdf,
    "release-columns.pdf": pdf_columns,
    "release-columns-uneven.pdf": partial(pdf_columns, shift=6, half=7),
}
# What a format has no place for, or this file of it does not say.
SILENT = {
    "plain.txt": {"title", "issued", "modified", "creator", "publisher", "url", "language"},
    "nitf.xml": {"modified"},
    "crawled-nitf.warc": {"modified"},
    "crawled-plain.warc": {"title", "issued", "modified", "creator", "publisher", "language"},
    "crawled-release.warc": {"title", "issued", "modified", "creator", "publisher"},
    "folder.tar.gz": {"modified"},
    **{
        name: {"title", "issued", "modified", "creator", "publisher", "url"}
        for name in ("release.pdf", "release-columns.pdf", "release-columns-uneven.pdf")
    },
}
