/** What is nearest at each sample, by parallel projection. All arrays have one value per sample, rows from the top. */
export interface Layer {
  readonly width: number;
  readonly height: number;
  /** distance along the line of sight; Infinity where nothing was drawn */
  readonly depth: Float32Array;
  /** what was drawn: index into `meshes` */
  readonly mesh: Uint8Array;
  /** where in that mesh's `triangles` the triangle begins */
  readonly corner: Uint32Array;
  /** weights of the triangle's second and third vertex; that of the first is the rest to 1 */
  readonly second: Float32Array;
  readonly third: Float32Array;
  /** in the order of drawing */
  readonly meshes: ScreenMesh[];
}

/** A mesh in picture coordinates. Arrays but `triangles` have one value per vertex. */
export interface ScreenMesh {
  /** samples from the picture's left and top edges */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** smaller is nearer to the viewer */
  readonly depth: Float32Array;
  /** 0 dark .. 1 bright */
  readonly light: Float32Array;
  /** cosine between normal and direction to the viewer; negative where it looks away */
  readonly facing: Float32Array;
  readonly triangles: Uint32Array;
}

export function emptyLayer(width: number, height: number): Layer {
  const n = width * height;
  return {
    width,
    height,
    depth: new Float32Array(n).fill(Infinity),
    mesh: new Uint8Array(n),
    corner: new Uint32Array(n),
    second: new Float32Array(n),
    third: new Float32Array(n),
    meshes: [],
  };
}

/** Takes away all that was drawn. */
export function clearLayer(layer: Layer): void {
  layer.depth.fill(Infinity);
  layer.meshes.length = 0;
}

/**
 * Draws the triangles of `mesh` into `layer`; of several at a sample the nearest stays. What a triangle looks like is left to
 * `valueAt`, so that one layer serves pictures of several plans.
 *
 * Triangles whose three vertices all look away from the viewer are left out if `frontOnly`.
 */
export function rasterise(layer: Layer, mesh: ScreenMesh, frontOnly: boolean): void {
  const { width, height, depth, second, third, corner } = layer;
  const { x, y, depth: z, facing, triangles } = mesh;
  const meshIndex = layer.meshes.push(mesh) - 1;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = triangles[i]!;
    const b = triangles[i + 1]!;
    const c = triangles[i + 2]!;
    if (frontOnly && facing[a]! < 0 && facing[b]! < 0 && facing[c]! < 0) continue;
    const ax = x[a]!;
    const ay = y[a]!;
    const ux = x[b]! - ax;
    const uy = y[b]! - ay;
    const vx = x[c]! - ax;
    const vy = y[c]! - ay;
    const area = ux * vy - uy * vx;
    if (area === 0) continue;
    const x0 = Math.max(0, Math.ceil(ax + Math.min(0, ux, vx) - 0.5));
    const x1 = Math.min(width - 1, Math.floor(ax + Math.max(0, ux, vx) - 0.5));
    const y0 = Math.max(0, Math.ceil(ay + Math.min(0, uy, vy) - 0.5));
    const y1 = Math.min(height - 1, Math.floor(ay + Math.max(0, uy, vy) - 0.5));
    const za = z[a]!;
    const zb = z[b]! - za;
    const zc = z[c]! - za;
    // Weights are linear in the place, so each step to the right adds the same.
    const stepB = vy / area;
    const stepC = -uy / area;
    const dx = x0 + 0.5 - ax;
    for (let py = y0; py <= y1; py++) {
      const dy = py + 0.5 - ay;
      let wb = (dx * vy - dy * vx) / area;
      let wc = (dy * ux - dx * uy) / area;
      for (let at = x0 + py * width, end = x1 + py * width; at <= end; at++, wb += stepB, wc += stepC) {
        if (wb < 0 || wc < 0 || wb + wc > 1) continue;
        const near = za + wb * zb + wc * zc;
        if (near >= depth[at]!) continue;
        depth[at] = near;
        layer.mesh[at] = meshIndex;
        corner[at] = i;
        second[at] = wb;
        third[at] = wc;
      }
    }
  }
}

/** A quantity of the vertices of what was drawn at a sample, interpolated. Something must have been drawn there. */
export function valueAt(layer: Layer, at: number, perVertex: Float32Array): number {
  const { triangles } = layer.meshes[layer.mesh[at]!]!;
  const corner = layer.corner[at]!;
  const first = perVertex[triangles[corner]!]!;
  const second = perVertex[triangles[corner + 1]!]!;
  const third = perVertex[triangles[corner + 2]!]!;
  return first + layer.second[at]! * (second - first) + layer.third[at]! * (third - first);
}
