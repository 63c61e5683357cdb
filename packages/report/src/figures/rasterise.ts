/** What is nearest at each pixel, by parallel projection. All arrays have one value per pixel, rows from the top. */
export interface Layer {
  readonly widthPx: number;
  readonly heightPx: number;
  /** distance along the line of sight; Infinity where nothing was drawn */
  readonly depth: Float32Array;
  /** 0 dark .. 1 bright */
  readonly light: Float32Array;
  /** cosine between surface and line of sight: 0 at a silhouette, 1 face on */
  readonly facing: Float32Array;
  /** interpolated from `ScreenMesh.blend` */
  readonly blend: Float32Array;
  /** `ScreenMesh.material` of what was drawn */
  readonly material: Uint8Array;
}

/** A mesh in picture coordinates. Arrays but `triangles` have one value per vertex. */
export interface ScreenMesh {
  /** pixels from the picture's left and top edges */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** smaller is nearer to the viewer */
  readonly depth: Float32Array;
  readonly light: Float32Array;
  /** cosine between normal and direction to the viewer; negative where it looks away */
  readonly facing: Float32Array;
  /** any quantity to be interpolated, such as how far a vertex is resected */
  readonly blend: Float32Array;
  readonly triangles: Uint32Array;
  readonly material: number;
}

export function emptyLayer(widthPx: number, heightPx: number): Layer {
  const n = widthPx * heightPx;
  return {
    widthPx,
    heightPx,
    depth: new Float32Array(n).fill(Infinity),
    light: new Float32Array(n),
    facing: new Float32Array(n),
    blend: new Float32Array(n),
    material: new Uint8Array(n),
  };
}

/**
 * Draws the triangles of `mesh` into `layer`; of several at a pixel's centre the nearest stays.
 *
 * Triangles whose three vertices all look away from the viewer are left out if `frontOnly`; otherwise they are drawn with
 * the facing of their other side.
 */
export function rasterise(layer: Layer, mesh: ScreenMesh, frontOnly: boolean): void {
  const { widthPx, heightPx } = layer;
  const { x, y, depth, light, facing, blend, triangles } = mesh;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = triangles[i]!;
    const b = triangles[i + 1]!;
    const c = triangles[i + 2]!;
    const fa = facing[a]!;
    const fb = facing[b]!;
    const fc = facing[c]!;
    if (frontOnly && fa < 0 && fb < 0 && fc < 0) continue;
    const ax = x[a]!;
    const ay = y[a]!;
    const ux = x[b]! - ax;
    const uy = y[b]! - ay;
    const vx = x[c]! - ax;
    const vy = y[c]! - ay;
    const area = ux * vy - uy * vx;
    if (area === 0) continue;
    const x0 = Math.max(0, Math.ceil(Math.min(ax, ax + ux, ax + vx) - 0.5));
    const x1 = Math.min(widthPx - 1, Math.floor(Math.max(ax, ax + ux, ax + vx) - 0.5));
    const y0 = Math.max(0, Math.ceil(Math.min(ay, ay + uy, ay + vy) - 0.5));
    const y1 = Math.min(heightPx - 1, Math.floor(Math.max(ay, ay + uy, ay + vy) - 0.5));
    for (let py = y0; py <= y1; py++) {
      const dy = py + 0.5 - ay;
      for (let px = x0; px <= x1; px++) {
        const dx = px + 0.5 - ax;
        const wb = (dx * vy - dy * vx) / area;
        const wc = (dy * ux - dx * uy) / area;
        const wa = 1 - wb - wc;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const z = wa * depth[a]! + wb * depth[b]! + wc * depth[c]!;
        const at = px + py * widthPx;
        if (z >= layer.depth[at]!) continue;
        layer.depth[at] = z;
        layer.light[at] = wa * light[a]! + wb * light[b]! + wc * light[c]!;
        layer.facing[at] = Math.abs(wa * fa + wb * fb + wc * fc);
        layer.blend[at] = wa * blend[a]! + wb * blend[b]! + wc * blend[c]!;
        layer.material[at] = mesh.material;
      }
    }
  }
}
