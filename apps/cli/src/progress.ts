import { Presets, SingleBar } from "cli-progress";

/** Told by long work where it is. */
export interface Progress {
  /** @param fraction 0..1 of the whole command */
  at(fraction: number, step: string): void;
  done(): void;
}

/** A bar where stderr is a terminal, plain lines where it is not, nothing if `quiet`. Progress never goes to stdout. */
export function createProgress(options: { readonly quiet: boolean }): Progress {
  if (options.quiet) return { at() {}, done() {} };
  if (!process.stderr.isTTY) return { at: (_fraction, step) => console.error(step), done() {} };
  const bar = new SingleBar(
    { format: "{bar} {percentage}% {step}", hideCursor: true, stream: process.stderr, clearOnComplete: true },
    Presets.rect,
  );
  bar.start(100, 0, { step: "" });
  return {
    at: (fraction, step) => bar.update(Math.round(100 * fraction), { step }),
    done: () => bar.stop(),
  };
}
