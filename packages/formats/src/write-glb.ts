import { vertexNormals } from "@cantlie/geometry";
import { Document, type Material, WebIO } from "@gltf-transform/core";
import type { ColouredMesh } from "./coloured-mesh.ts";

/** A quarter turn about x: superior becomes glTF's up (y), anterior its front (z), the patient's left stays +x. */
const LPS_TO_GLTF: [number, number, number, number] = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2];
const METRES_PER_MM = 0.001;

/**
 * Writes surfaces as one binary glTF file.
 *
 * Positions stay in LPS mm; the root node "patient (LPS, mm)" carries the turn and the scale to glTF's metres with y up, so a
 * viewer stands the patient upright and a program finds the original millimetres. Same surfaces, same bytes.
 */
export async function writeGlb(parts: readonly ColouredMesh[]): Promise<Uint8Array> {
  const gltf = new Document();
  const buffer = gltf.createBuffer();
  const patient = gltf
    .createNode("patient (LPS, mm)")
    .setRotation(LPS_TO_GLTF)
    .setScale([METRES_PER_MM, METRES_PER_MM, METRES_PER_MM]);
  gltf.getRoot().setDefaultScene(gltf.createScene("Cantlie").addChild(patient));
  for (const part of parts) {
    const accessor = (type: "VEC3" | "SCALAR", values: Float32Array | Uint32Array) =>
      gltf
        .createAccessor()
        .setType(type)
        .setArray(values as Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>)
        .setBuffer(buffer);
    const primitive = gltf
      .createPrimitive()
      .setAttribute("POSITION", accessor("VEC3", part.mesh.positionsMm))
      .setAttribute("NORMAL", accessor("VEC3", vertexNormals(part.mesh)))
      .setIndices(accessor("SCALAR", part.mesh.triangles))
      .setMaterial(material(gltf, part));
    patient.addChild(gltf.createNode(part.name).setMesh(gltf.createMesh(part.name).addPrimitive(primitive)));
  }
  return new WebIO().writeBinary(gltf);
}

function material(gltf: Document, { name, colour, opacity = 1 }: ColouredMesh): Material {
  return gltf
    .createMaterial(name)
    .setBaseColorFactor([linear(colour[0]), linear(colour[1]), linear(colour[2]), opacity])
    .setMetallicFactor(0)
    .setRoughnessFactor(0.6)
    .setAlphaMode(opacity < 1 ? "BLEND" : "OPAQUE")
    .setDoubleSided(true);
}

/** glTF's factors are linear light; colours of screens are sRGB (IEC 61966-2-1). */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
