import { enclosedVolumeMl, type Mesh } from "@cantlie/geometry";
import { WebIO } from "@gltf-transform/core";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { write3mf, writeGlb, writeStl } from "../src/index.ts";

/** A box of 10 × 20 × 30 mm: 6 mL, its lowest corner at (100, -50, 7). */
const box: Mesh = {
  positionsMm: Float32Array.from(
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((n) => [100 + 10 * (n & 1), -50 + 20 * ((n >> 1) & 1), 7 + 30 * (n >> 2)]),
  ),
  triangles: Uint32Array.of(
    0,
    2,
    1,
    1,
    2,
    3,
    4,
    5,
    6,
    5,
    7,
    6,
    0,
    1,
    4,
    1,
    5,
    4,
    2,
    6,
    3,
    3,
    6,
    7,
    0,
    4,
    2,
    2,
    4,
    6,
    1,
    3,
    5,
    3,
    7,
    5,
  ),
};
const liver = { name: 'liver <"1">', mesh: box, colour: [0.8, 0.4, 0.2], opacity: 0.5 } as const;

test("the box is closed and outward", () => expect(enclosedVolumeMl(box)).toBeCloseTo(6, 5));

describe("STL", () => {
  const bytes = writeStl(box);
  const view = new DataView(bytes.buffer);

  test("has every triangle with its corners in order and an outward normal", () => {
    expect(bytes).toHaveLength(84 + 12 * 50);
    expect(view.getUint32(80, true)).toBe(12);
    const corners = Array.from({ length: 36 }, (_, n) => {
      const at = 84 + 50 * Math.floor(n / 3) + 12 + 12 * (n % 3);
      return [0, 4, 8].map((offset) => view.getFloat32(at + offset, true));
    });
    const soup: Mesh = {
      positionsMm: Float32Array.from(corners.flat()),
      triangles: Uint32Array.from({ length: 36 }, (_, n) => n),
    };
    expect(enclosedVolumeMl(soup)).toBeCloseTo(6, 5);
    for (let triangle = 0; triangle < 12; triangle++) {
      const normal = [0, 4, 8].map((offset) => view.getFloat32(84 + 50 * triangle + offset, true));
      const centre = [105, -40, 22];
      const outward = corners[3 * triangle]!.map((value, axis) => value - centre[axis]!);
      expect(normal.reduce((sum, part, axis) => sum + part * outward[axis]!, 0)).toBeGreaterThan(0);
      expect(Math.hypot(...normal)).toBeCloseTo(1, 6);
    }
  });

  test("says its frame in the header, and does not begin like a text STL", () => {
    const header = new TextDecoder().decode(bytes.subarray(0, 80));
    expect(header).toMatch(/^SPACE=LPS/);
    expect(header).not.toMatch(/^solid/);
  });
});

describe("3MF", () => {
  test("is a package with one solid in millimetres, its name and colour", () => {
    const files = unzipSync(write3mf([liver, { ...liver, name: "tumour" }]));
    expect(Object.keys(files)).toEqual(["[Content_Types].xml", "_rels/.rels", "3D/3dmodel.model"]);
    const model = new TextDecoder().decode(files["3D/3dmodel.model"]);
    expect(model).toContain('unit="millimeter"');
    expect(model).toContain('<base name="liver &lt;&quot;1&quot;&gt;" displaycolor="#CC663380"/>');
    expect(model.match(/<vertex /g)).toHaveLength(16);
    expect(model.match(/<triangle /g)).toHaveLength(24);
    expect(model).toContain('<vertex x="110" y="-50" z="7"/>');
    expect(model).toContain('<triangles><triangle v1="0" v2="2" v3="1"/>');
    expect(model).toContain('<triangle v1="3" v2="7" v3="5"/></triangles>');
    expect(model).toContain('<item objectid="2"/><item objectid="3"/>');
  });

  test("the same solids give the same bytes, dated 1980 whatever the clock and zone", () => {
    const bytes = write3mf([liver]);
    expect(write3mf([liver])).toEqual(bytes);
    expect(new DataView(bytes.buffer, bytes.byteOffset).getUint32(10, true)).toBe(((1 << 5) | 1) << 16);
  });

  test("what is open or inside out is no solid", () => {
    expect(() => write3mf([{ ...liver, mesh: { ...box, triangles: box.triangles.slice(3) } }])).toThrow(/not closed/);
    expect(() => write3mf([{ ...liver, mesh: { ...box, triangles: box.triangles.toReversed() } }])).toThrow(/positive volume/);
    expect(() => write3mf([])).toThrow(RangeError);
  });
});

describe("glTF", () => {
  test("keeps LPS millimetres and stands the patient upright in metres", async () => {
    const bytes = await writeGlb([liver]);
    const root = (await new WebIO().readBinary(bytes)).getRoot();
    const [patient] = root.getDefaultScene()!.listChildren();
    const [node] = patient!.listChildren();
    expect(node!.getName()).toBe(liver.name);
    const primitive = node!.getMesh()!.listPrimitives()[0]!;
    expect(primitive.getAttribute("POSITION")!.getArray()).toEqual(box.positionsMm);
    expect(primitive.getIndices()!.getArray()).toEqual(box.triangles);

    const m = node!.getWorldMatrix();
    const place = (v: readonly number[]) =>
      [0, 1, 2].map((row) => m[row]! * v[0]! + m[row + 4]! * v[1]! + m[row + 8]! * v[2]! + m[row + 12]!);
    // left stays +x, superior becomes up (+y), anterior becomes the front (+z)
    for (const [lps, gltf] of [
      [
        [1000, 0, 0],
        [1, 0, 0],
      ],
      [
        [0, 0, 1000],
        [0, 1, 0],
      ],
      [
        [0, -1000, 0],
        [0, 0, 1],
      ],
    ] as const)
      for (const axis of [0, 1, 2]) expect(place(lps)[axis]).toBeCloseTo(gltf[axis]!, 6);

    const material = primitive.getMaterial()!;
    expect(material.getAlphaMode()).toBe("BLEND");
    expect(material.getBaseColorFactor()[3]).toBe(0.5);
    // 0.8 on a screen is 0.604 in linear light
    expect(material.getBaseColorFactor()[0]).toBeCloseTo(0.6038, 3);
  });

  test("normals are of unit length and point outward", async () => {
    const root = (await new WebIO().readBinary(await writeGlb([liver]))).getRoot();
    const normals = root.listMeshes()[0]!.listPrimitives()[0]!.getAttribute("NORMAL")!;
    for (let n = 0; n < 8; n++) {
      const normal = normals.getElement(n, []);
      expect(Math.hypot(...normal)).toBeCloseTo(1, 5);
      const outward = [0, 1, 2].map((axis) => box.positionsMm[3 * n + axis]! - [105, -40, 22][axis]!);
      expect(normal.reduce((sum, part, axis) => sum + part * outward[axis]!, 0)).toBeGreaterThan(0);
    }
  });

  test("the normal of a triangle alone is its own", async () => {
    const triangle: Mesh = { positionsMm: Float32Array.of(0, 0, 0, 2, 0, 1, 0, 3, 1), triangles: Uint32Array.of(0, 1, 2) };
    const root = (await new WebIO().readBinary(await writeGlb([{ ...liver, mesh: triangle }]))).getRoot();
    const normals = root.listMeshes()[0]!.listPrimitives()[0]!.getAttribute("NORMAL")!;
    // (2, 0, 1) × (0, 3, 1) = (-3, -2, 6), of length 7
    for (let n = 0; n < 3; n++)
      for (const [axis, part] of [-3 / 7, -2 / 7, 6 / 7].entries()) expect(normals.getElement(n, [])[axis]).toBeCloseTo(part, 6);
  });

  test("the same surfaces give the same bytes", async () => {
    expect(await writeGlb([liver])).toEqual(await writeGlb([liver]));
  });
});
