import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Subject } from "./subject.ts";

/** Median milliseconds by kernel name; empty where the peer is not installed. */
export type PeerTimes = Readonly<Record<string, number>>;

export interface Peers {
  readonly cpp: PeerTimes;
  readonly scipy: PeerTimes;
  readonly itk: PeerTimes;
  readonly vtk: PeerTimes;
}

const HERE = new URL("./peers/", import.meta.url).pathname;

/** Python of the distribution, which alone has its packages. */
const PYTHON = "/usr/bin/python3";

/** Runs each peer that is installed on the subject, one after the other. */
export function measurePeers(subject: Subject, { sigmaMm, repeats }: { sigmaMm: number; repeats: number }): Peers {
  const folder = mkdtempSync(join(tmpdir(), "cantlie-bench-"));
  try {
    writeFileSync(join(folder, "mask.raw"), subject.mask);
    writeFileSync(join(folder, "labels.raw"), subject.labels);
    const inputs = [folder, ...subject.grid.size, ...subject.grid.spacingMm, sigmaMm, repeats].map(String);
    return {
      cpp: times(() => {
        execFileSync("g++", ["-O3", "-std=c++17", "-o", join(folder, "kernels"), join(HERE, "kernels.cpp")], { stdio: "pipe" });
        return run(join(folder, "kernels"), inputs);
      }),
      scipy: times(() => run(PYTHON, [join(HERE, "scipy_peer.py"), ...inputs])),
      itk: times(() => {
        const build = join(folder, "itk");
        execFileSync("cmake", ["-S", join(HERE, "itk"), "-B", build, "-DCMAKE_BUILD_TYPE=Release"], { stdio: "pipe" });
        execFileSync("cmake", ["--build", build], { stdio: "pipe" });
        return run(join(build, "itk_peer"), inputs);
      }),
      vtk: times(() => run(PYTHON, [join(HERE, "vtk_peer.py"), ...inputs])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** "scipy 12.3 ms", "scipy: not installed", or "scipy: -" for what it cannot do. */
export function peerText(name: string, peer: PeerTimes, kernel: string): string {
  const ms = peer[kernel];
  if (ms !== undefined) return `${name} ${ms.toFixed(1)} ms`;
  return Object.keys(peer).length === 0 ? `${name}: not installed` : `${name}: -`;
}

function run(program: string, inputs: readonly string[]): string {
  return execFileSync(program, inputs, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** A peer prints one line per kernel: name and milliseconds. A peer that cannot be built or run counts as not installed. */
function times(print: () => string): PeerTimes {
  try {
    const lines = print().trim().split("\n");
    return Object.fromEntries(lines.map((line) => line.split(" ") as [string, string]).map(([name, ms]) => [name, Number(ms)]));
  } catch {
    return {};
  }
}
