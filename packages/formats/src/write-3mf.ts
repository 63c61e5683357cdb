import type { Mesh } from "@cantlie/geometry";
import { zipSync } from "fflate";
import { checkClosedOutward } from "./closed-mesh.ts";
import type { ColouredMesh } from "./coloured-mesh.ts";

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>`;
const RELATIONSHIPS = `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="/3D/3dmodel.model" Id="rel0" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>`;
/** Zip keeps local time without a zone; a time without a zone gives the same bytes everywhere. */
const FIXED_TIME = "1980-01-01T00:00:00";

/**
 * Writes solids as 3MF for printing, in millimetres and LPS, each with its name and colour.
 * Same solids, same bytes. 3MF Core Specification 1.3, https://3mf.io/spec/
 *
 * @throws RangeError if a mesh is not closed or not outward
 */
export function write3mf(parts: readonly ColouredMesh[]): Uint8Array {
  if (parts.length === 0) throw new RangeError("parts is empty, expected at least one solid");
  for (const { mesh, name } of parts) checkClosedOutward(mesh, name);
  const text = new TextEncoder();
  return zipSync(
    {
      "[Content_Types].xml": text.encode(CONTENT_TYPES),
      "_rels/.rels": text.encode(RELATIONSHIPS),
      "3D/3dmodel.model": text.encode(modelXml(parts)),
    },
    { mtime: FIXED_TIME, level: 6 },
  );
}

function modelXml(parts: readonly ColouredMesh[]): string {
  const materials = parts.map((part) => `<base name="${escapeXml(part.name)}" displaycolor="${displayColour(part)}"/>`);
  const objects = parts.map(
    ({ mesh, name }, n) =>
      `<object id="${n + 2}" type="model" name="${escapeXml(name)}" pid="1" pindex="${n}"><mesh>${meshXml(mesh)}</mesh></object>`,
  );
  const items = parts.map((_, n) => `<item objectid="${n + 2}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<model unit="millimeter" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources><basematerials id="1">${materials.join("")}</basematerials>
${objects.join("\n")}</resources><build>${items.join("")}</build></model>`;
}

function meshXml({ positionsMm, triangles }: Mesh): string {
  const lines: string[] = ["<vertices>"];
  for (let n = 0; n < positionsMm.length; n += 3)
    lines.push(
      `<vertex x="${decimal(positionsMm[n]!)}" y="${decimal(positionsMm[n + 1]!)}" z="${decimal(positionsMm[n + 2]!)}"/>`,
    );
  lines.push("</vertices><triangles>");
  for (let n = 0; n < triangles.length; n += 3)
    lines.push(`<triangle v1="${triangles[n]}" v2="${triangles[n + 1]}" v3="${triangles[n + 2]}"/>`);
  lines.push("</triangles>");
  return lines.join("");
}

/** A ten-thousandth of a millimetre is finer than any printer. */
function decimal(mm: number): number {
  return Math.round(mm * 1e4) / 1e4;
}

function displayColour({ colour, opacity = 1 }: ColouredMesh): string {
  const byte = (fraction: number) =>
    Math.round(255 * fraction)
      .toString(16)
      .padStart(2, "0")
      .toUpperCase();
  return `#${[...colour, opacity].map(byte).join("")}`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
