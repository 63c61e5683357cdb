import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/** Median duration of `repeats` calls in milliseconds, after one that does not count (code is compiled, memory grown). */
export function medianMs(run: () => unknown, repeats: number): number {
  run();
  const durations = Array.from({ length: repeats }, () => {
    const begin = performance.now();
    run();
    return performance.now() - begin;
  });
  return median(durations);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Share of processor time that nobody used during one second, 0 to 1; undefined where the system does not tell. */
export async function idleFraction(): Promise<number | undefined> {
  const before = processorTimes();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = processorTimes();
  if (!before || !after) return undefined;
  return (after.idle - before.idle) / (after.total - before.total);
}

export function describeMachine(): string {
  const processors = cpus();
  return `${processors[0]?.model.trim() ?? "unknown processor"}, ${processors.length} processors, Node ${process.version}`;
}

function processorTimes(): { idle: number; total: number } | undefined {
  try {
    const times = readFileSync("/proc/stat", "utf8").split("\n", 1)[0]!.split(/\s+/).slice(1).map(Number);
    return { idle: times[3]! + times[4]!, total: times.slice(0, 8).reduce((a, b) => a + b) };
  } catch {
    return undefined;
  }
}
