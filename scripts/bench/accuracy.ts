/**
 * Prints the figures of accuracy that stand in packages/volume/README.md. Run: npx tsx scripts/bench/accuracy.ts
 */
import { enclosedVolumeMl, IDENTITY3, surfaceAreaMm2, type Vector3, worldPoint } from "@cantlie/geometry";
import { createKernels, type Grid, largestDiameterMm, makeGrid, voxelCount, voxelsToMl } from "@cantlie/volume";
import { seededRandom } from "./seeded-random.ts";

const kernels = createKernels();

openSpace();
roundAWall();
balls();

/** Paths in a box without walls against straight lines: up to eight groups of one source each, random spacings. */
function openSpace(): void {
  const random = seededRandom(1);
  const nearest: number[] = [];
  const second: number[] = [];
  for (let run = 0; run < 80; run++) {
    const size = [0, 1, 2].map(() => 1 + Math.floor(40 * random())) as unknown as Vector3;
    const spacing = [0, 1, 2].map(() => 0.3 + 2.7 * random()) as unknown as Vector3;
    const grid = makeGrid(size, spacing, worldPoint(0, 0, 0), IDENTITY3);
    const voxel = Int32Array.from({ length: 2 + Math.floor(6 * random()) }, () => Math.floor(random() * voxelCount(grid)));
    const startMm = Float32Array.from(voxel, () => random() - 0.5);
    const group = Uint16Array.from(voxel, (_, source) => source);
    const paths = kernels.pathDistance(new Uint8Array(voxelCount(grid)).fill(1), grid, { voxel, startMm, group });
    paths.distanceMm.forEach((mm, at) => {
      const straight = Array.from(voxel, (source, index) => startMm[index]! + betweenMm(source, at, grid)).sort((a, b) => a - b);
      nearest.push((mm - straight[0]!) / Math.max(...spacing));
      second.push((paths.secondMm[at]! - straight[1]!) / Math.max(...spacing));
    });
  }
  console.log(`paths in open space, ${nearest.length} voxels, error in largest spacings: least, median, 99 %, 99.9 %, most`);
  console.log(`  nearest  ${quantiles(nearest)}`);
  console.log(`  second   ${quantiles(second)}`);
}

/** Paths over a wall against the two straight lines over the voxel centre above its edge. */
function roundAWall(): void {
  for (const n of [20, 40, 80]) {
    const grid = makeGrid([n, n, 5], [60 / n, 60 / n, 60 / n], worldPoint(0, 0, 0), IDENTITY3);
    const at = (x: number, y: number) => Math.round(x * n) + n * (Math.round(y * n) + 2 * n);
    const mask = Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) =>
      voxel % n === n / 2 && Math.floor(voxel / n) % n < 0.65 * n ? 0 : 1,
    );
    const from = at(0.2, 0.2);
    const over = n / 2 + n * (Math.ceil(0.65 * n) + 2 * n);
    const voxel = Int32Array.of(from);
    const { distanceMm } = kernels.pathDistance(mask, grid, { voxel, startMm: new Float32Array(1), group: new Uint16Array(1) });
    const errors: number[] = [];
    for (let x = 0.55; x < 0.96; x += 0.05)
      for (let y = 0.05; y < 0.6; y += 0.05) {
        const taut = betweenMm(from, over, grid) + betweenMm(over, at(x, y), grid);
        errors.push((100 * (distanceMm[at(x, y)]! - taut)) / taut);
      }
    const worst = errors.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    const mean = errors.reduce((a, b) => a + b) / errors.length;
    console.log(
      `paths of about 60 mm round a wall, voxels of ${60 / n} mm: mean error ${mean.toFixed(2)} %, worst ${worst.toFixed(2)} %`,
    );
  }
}

/** Balls at random places of the grid: diameter, surface and volume against closed forms. */
function balls(): void {
  const random = seededRandom(2);
  for (const spacing of [1, 0.5]) {
    const radiusMm = 10;
    const n = Math.ceil((2 * radiusMm) / spacing) + 5;
    const grid = makeGrid([n, n, n], [spacing, spacing, spacing], worldPoint(0, 0, 0), IDENTITY3);
    const errors = Array.from({ length: 10 }, () => {
      const centre = [0, 1, 2].map(() => (n / 2 + random()) * spacing);
      const inside = (at: number) =>
        Math.hypot(...indices(at, grid).map((index, axis) => index * spacing - centre[axis]!)) <= radiusMm;
      const ball = Uint8Array.from({ length: voxelCount(grid) }, (_, at) => (inside(at) ? 1 : 0));
      const mesh = kernels.surfaceNets(ball, grid);
      const ballMl = voxelsToMl(
        grid,
        ball.reduce((sum, value) => sum + value, 0),
      );
      return {
        diameter: (largestDiameterMm(ball, grid) - 2 * radiusMm) / spacing,
        area: 100 * (surfaceAreaMm2(mesh) / (4 * Math.PI * radiusMm ** 2) - 1),
        volume: 100 * (enclosedVolumeMl(mesh) / ballMl - 1),
      };
    });
    const mean = (of: (error: (typeof errors)[number]) => number) =>
      (errors.reduce((sum, error) => sum + of(error), 0) / 10).toFixed(2);
    console.log(
      `ball of 20 mm, voxels of ${spacing} mm: diameter ${mean((e) => e.diameter)} voxels too large; its mesh has ` +
        `${mean((e) => e.area)} % more area than the ball and ${mean((e) => e.volume)} % of volume against its voxels`,
    );
  }
}

function quantiles(errors: number[]): string {
  errors.sort((a, b) => a - b);
  return [0, 0.5, 0.99, 0.999, 1]
    .map((share) => errors[Math.min(errors.length - 1, Math.floor(share * errors.length))]!.toFixed(3))
    .join("  ");
}

function indices(at: number, grid: Grid): Vector3 {
  const i = at % grid.size[0];
  const rest = (at - i) / grid.size[0];
  return [i, rest % grid.size[1], Math.floor(rest / grid.size[1])];
}

function betweenMm(a: number, b: number, grid: Grid): number {
  const [p, q] = [indices(a, grid), indices(b, grid)];
  return Math.hypot(...([0, 1, 2] as const).map((axis) => (p[axis] - q[axis]) * grid.spacingMm[axis]));
}
