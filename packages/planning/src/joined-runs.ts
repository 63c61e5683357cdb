/** Runs that hang together. */
export interface JoinedRuns {
  readonly count: number;
  /** piece of each run; pieces are numbered by their first runs */
  readonly piece: Int32Array;
}

/**
 * Parts `runs` runs into the pieces that `joinAll` makes of them.
 *
 * @param joinAll calls `join` for any two runs that belong together
 */
export function joinedRuns(runs: number, joinAll: (join: (a: number, b: number) => void) => void): JoinedRuns {
  const joined = Int32Array.from({ length: runs }, (_, run) => run);
  const root = (run: number): number => {
    let at = run;
    while (joined[at] !== at) {
      joined[at] = joined[joined[at]!]!;
      at = joined[at]!;
    }
    return at;
  };
  joinAll((a, b) => {
    const [x, y] = [root(a), root(b)];
    joined[Math.max(x, y)] = Math.min(x, y);
  });
  // the least run of a piece is its root, so it comes before the others
  let count = 0;
  const piece = new Int32Array(runs);
  for (let run = 0; run < runs; run++) {
    const top = root(run);
    piece[run] = top === run ? count++ : piece[top]!;
  }
  return { count, piece };
}
