/** One line of the table: a measured thing, or why it is not measured. */
export interface Row {
  readonly what: string;
  /** as text with its unit; "not measured" with a reason where there is none */
  readonly ours: string;
  /** name of each peer and what it took, or "not installed" */
  readonly peers: readonly string[];
  readonly target: string;
  /** undefined where nothing was measured or no target can be compared */
  readonly met?: boolean;
}

export interface TableHead {
  readonly machine: string;
  readonly idle: number | undefined;
  readonly isQuick: boolean;
}

/** The page docs/reference/bench.md. */
export function page(rows: readonly Row[], head: TableHead): string {
  return [
    "# Measured speed",
    "",
    "Made by `npm run bench`; do not edit. Medians of wall-clock time, one thread unless said, and never a gate for tests.",
    "",
    `Machine: ${head.machine}. ${idleSentence(head.idle)}`,
    ...(head.isQuick ? ["", "**Quick run on tiny inputs: says whether the bench works, nothing about speed.**"] : []),
    "",
    "| what | ours | peers | target | |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ what, ours, peers, target, met }) =>
        `| ${what} | ${ours} | ${peers.join("<br>")} | ${target} | ${verdict(head.isQuick ? undefined : met)} |`,
    ),
    "",
    ...(head.isQuick ? [] : misses(rows)),
    "",
  ].join("\n");
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return "";
  return met ? "met" : "**missed**";
}

function idleSentence(idle: number | undefined): string {
  if (idle === undefined) return "Whether it was idle is not known.";
  const percent = (100 * idle).toFixed(0);
  return idle >= 0.95
    ? `It was ${percent} % idle before the run.`
    : `**It was only ${percent} % idle before the run, not the 95 % that these figures need: read them as upper bounds.**`;
}

function misses(rows: readonly Row[]): string[] {
  const missed = rows.filter(({ met }) => met === false).map(({ what }) => what);
  return missed.length === 0 ? ["No target that was measured was missed."] : [`Missed: ${missed.join("; ")}.`];
}
