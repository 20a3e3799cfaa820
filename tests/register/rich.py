"""A register as people make it over the years: all that other libraries drop when they load and save."""

from __future__ import annotations

import base64

from toolkit.ooxml import Package
from toolkit.ooxml.places import put_behind_rows, relation_attribute
from toolkit.ooxml.relations import declare, declare_suffix, relate

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NEWER = "http://schemas.microsoft.com/office"
DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{RELS}"'
)
_PLACE = (
    "<xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{0}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
)
_BOX = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_SHAPE = (
    '<xdr:twoCellAnchor>{place}<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="批示"/><xdr:cNvSpPr/></xdr:nvSpPr>'
    "<xdr:spPr>{box}</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>请速办</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    "<xdr:clientData/></xdr:twoCellAnchor>"
)
_PICTURE = (
    '<xdr:twoCellAnchor>{place}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="照片"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>{box}</xdr:spPr>'
    "</xdr:pic><xdr:clientData/></xdr:twoCellAnchor>"
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shape id="_x0000_s1025" type="#_x0000_t201"><x:ClientData ObjectType="Checkbox"><x:Anchor>1,0,1,0,2,0,2,0</x:Anchor>'
    "</x:ClientData></v:shape></xml>"
)
_SPARKLINES = (
    f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{NEWER}/spreadsheetml/2009/9/main">'
    f'<x14:sparklineGroups xmlns:xm="{NEWER}/excel/2006/main"><x14:sparklineGroup><x14:colorSeries rgb="FF376092"/><x14:sparklines>'
    "<x14:sparkline><xm:f>看板!B4:B9</xm:f><xm:sqref>BA1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext>"
)


def enriched(data: bytes, sheet: str) -> tuple[bytes, set[str]]:
    """Return a register with much added to one of its sheets by hand, and the names of the parts added.

    Args:
        data: the register.
        sheet: the part of the sheet.
    """
    package = Package.read(data)
    before = set(package.names())
    drawn = "".join(each.format(place=_PLACE.format(at, at + 2), box=_BOX) for at, each in ((3, _SHAPE), (8, _PICTURE)))
    whole = package.part(sheet)
    tag = whole[whole.index(b"<worksheet") : whole.index(b">", whole.index(b"<worksheet")) + 1]

    def add(name: str, kind: str, content: str | bytes, type_: str, source: str = sheet, base: str = RELS) -> str:
        package.replace(name, content.encode() if isinstance(content, str) else content)
        if type_:
            declare(package, name, type_)
        return relate(package, source, f"{base}/{kind}", name)

    def put(name: str, id_: str, told: str = "", inside: str = "") -> None:
        element = f"<{name} {relation_attribute(tag, id_)}{told}/>" if not inside else f"<{name}>{inside}</{name}>"
        package.replace(sheet, put_behind_rows(package.part(sheet), name.encode(), element.encode()))

    declare_suffix(package, "png", "xl/media/照片.png", "image/png")
    put("drawing", add("xl/drawings/drawing90.xml", "drawing", f"<xdr:wsDr {_SPACES}>{drawn}</xdr:wsDr>", DRAWING))
    add("xl/media/照片.png", "image", DOT, "", "xl/drawings/drawing90.xml")
    vml = add(
        "xl/drawings/vmlDrawing90.vml", "vmlDrawing", _VML, "application/vnd.openxmlformats-officedocument.vmlDrawing"
    )
    put("legacyDrawing", vml)
    control = add(
        "xl/ctrlProps/ctrlProp1.xml",
        "ctrlProp",
        f'<formControlPr xmlns="{NEWER}/spreadsheetml/2009/9/main" objectType="CheckBox" lockText="1" noThreeD="1"/>',
        "application/vnd.ms-excel.controlproperties+xml",
    )
    put("controls", "", inside=f'<control shapeId="1025" {relation_attribute(tag, control)} name="勾选"/>')
    people = f"{NEWER}/spreadsheetml/2018/threadedcomments"
    who = f'<personList xmlns="{people}"><person displayName="王小明" id="{{1}}" userId="w" providerId="None"/></personList>'
    add(
        "xl/persons/person.xml",
        "person",
        who,
        "application/vnd.ms-excel.person+xml",
        "xl/workbook.xml",
        f"{NEWER}/2017/10/relationships",
    )
    thread = f'<ThreadedComments xmlns="{people}"><threadedComment ref="B2" personId="{{1}}" id="{{2}}"><text>催一下</text></threadedComment></ThreadedComments>'
    add(
        "xl/threadedComments/threadedComment1.xml",
        "threadedComment",
        thread,
        "application/vnd.ms-excel.threadedcomments+xml",
        base=f"{NEWER}/2017/10/relationships",
    )
    add(
        "xl/printerSettings/printerSettings90.bin",
        "printerSettings",
        b"\0P\0r\0i\0n\0t\xff",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
    )
    # What no other sheet needs to know of, at the workbook.
    main = "xl/workbook.xml"
    add("customXml/item1.xml", "customXml", "<密级 xmlns='urn:office'>内部</密级>", "", main)
    cell_images = f'<etc:cellImages {_SPACES} xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    add(
        "xl/cellimages.xml",
        "cellImage",
        cell_images,
        "application/vnd.wps-officedocument.cellimage+xml",
        main,
        "http://www.wps.cn/officeDocument/2020",
    )
    slicer = f'<slicerCacheDefinition xmlns="{NEWER}/spreadsheetml/2009/9/main" name="切片器_状态" sourceName="状态"/>'
    add(
        "xl/slicerCaches/slicerCache1.xml",
        "slicerCache",
        slicer,
        "application/vnd.ms-excel.slicerCache+xml",
        main,
        f"{NEWER}/2007/relationships",
    )
    cache = f'<pivotCacheDefinition xmlns="{MAIN}" refreshOnLoad="1" recordCount="0"><cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="看板"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'
    add(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "pivotCacheDefinition",
        cache,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
        main,
    )
    package.replace(sheet, put_behind_rows(package.part(sheet), b"extLst", f"<extLst>{_SPARKLINES}</extLst>".encode()))
    return package.to_bytes(), set(package.names()) - before
