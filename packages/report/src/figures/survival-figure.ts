import type { CohortCurve, CohortCurves } from "@cantlie/clinical";
import { escapeMarkup, type Figure, makeFigure, round1 } from "./figure.ts";

const WIDTH_PX = 700;
/** Where the curves are drawn. */
const PLOT = { leftPx: 64, topPx: 34, rightPx: 660, bottomPx: 334 } as const;
const LETTER_PX = 15;
const LINE_PX = 19;
/** Letters of the attribution that fit beside each other, at 12 pixels. */
const NOTE_LETTERS = 108;

/** How each group looks: dark and full against light and dashed, which a grey print parts too. */
const LOOKS = {
  low: { name: "risk score 0–2", shortName: "0–2", stroke: "#0b5fa5", fill: "#0b5fa5", dashes: "none" },
  high: { name: "risk score 3–5", shortName: "3–5", stroke: "#b3471b", fill: "#e08a5f", dashes: "8 4" },
} as const;

/** A curve with how it looks, as far as the axis goes. */
interface DrawnCurve extends CohortCurve {
  readonly look: (typeof LOOKS)[keyof typeof LOOKS];
}

/**
 * Kaplan–Meier curves of the open cohort for one endpoint by clinical risk score, with 95 % bands, the numbers still followed
 * under the axis, and the attribution that the licence asks for.
 *
 * @throws RangeError if `cohort` has no curve for the endpoint
 */
export function survivalFigure(cohort: CohortCurves, endpoint: CohortCurve["endpoint"]): Figure {
  const lastMonths = cohort.atRiskMonths.at(-1)!;
  const drawn = cohort.curves.flatMap((curve): DrawnCurve[] => {
    if (curve.endpoint !== endpoint || curve.group === "all") return [];
    const steps = curve.steps.filter(([months]) => months <= lastMonths);
    return [{ ...curve, steps, lastMonths: Math.min(curve.lastMonths, lastMonths), look: LOOKS[curve.group] }];
  });
  if (drawn.length === 0) throw new RangeError(`endpoint is ${endpoint}, expected one that the cohort has curves of`);
  const scale = timeScale(lastMonths);
  const notes = noteLines(cohort, endpoint);
  const tableTopPx = PLOT.bottomPx + 62;
  const notesTopPx = tableTopPx + (drawn.length + 1) * LINE_PX + 4;
  return makeFigure({
    id: `survival-${endpoint.replaceAll(" ", "-")}`,
    widthPx: WIDTH_PX,
    heightPx: notesTopPx + notes.length * 15 + 4,
    body: [
      `<rect width="100%" height="100%" fill="#fff"/>`,
      title(endpoint),
      axes(cohort, scale),
      ...drawn.map((curve) => band(curve, scale)),
      ...drawn.map((curve) => line(curve, scale)),
      key(drawn),
      atRiskTable(cohort, drawn, { scale, topPx: tableTopPx }),
      ...notes.map((text, n) => letters(text, { xPx: 8, yPx: notesTopPx + 12 + 15 * n, sizePx: 12, fill: "#444" })),
    ].join(""),
    caption: `Observed ${endpoint} ${cohort.endpoints[endpoint]}, in ${cohort.population}. Groups of patients, no probability of this one.`,
    alt: drawn.map((curve) => described(curve, endpoint)).join(" "),
  });
}

/** Months to pixels. */
type TimeScale = (months: number) => number;

function timeScale(lastMonths: number): TimeScale {
  return (months) => PLOT.leftPx + (months / lastMonths) * (PLOT.rightPx - PLOT.leftPx);
}

function heightOf(fraction: number): number {
  return PLOT.bottomPx - fraction * (PLOT.bottomPx - PLOT.topPx);
}

function title(endpoint: string): string {
  const words = `${endpoint[0]!.toUpperCase()}${endpoint.slice(1)} after resection of colorectal liver metastases`;
  return letters(words, { xPx: 8, yPx: 18, sizePx: 16, fill: "#111", weight: 600 });
}

function axes({ atRiskMonths }: CohortCurves, scale: TimeScale): string {
  const shares = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = round1(heightOf(share));
    return (
      `<path d="M${PLOT.leftPx} ${y}H${PLOT.rightPx}" stroke="${share === 0 ? "#111" : "#ddd"}"/>` +
      letters(`${100 * share} %`, { xPx: PLOT.leftPx - 8, yPx: heightOf(share) + 5, anchor: "end" })
    );
  });
  const times = atRiskMonths.map(
    (months) =>
      `<path d="M${round1(scale(months))} ${PLOT.bottomPx}v5" stroke="#111"/>` +
      letters(`${months / 12}`, { xPx: scale(months), yPx: PLOT.bottomPx + 20, anchor: "middle" }),
  );
  const under = letters("years after the operation", {
    xPx: (PLOT.leftPx + PLOT.rightPx) / 2,
    yPx: PLOT.bottomPx + 39,
    anchor: "middle",
  });
  return `<path d="M${PLOT.leftPx} ${PLOT.topPx}V${PLOT.bottomPx}" stroke="#111"/>${shares.join("")}${times.join("")}${under}`;
}

function line(curve: DrawnCurve, scale: TimeScale): string {
  const { stroke, dashes } = curve.look;
  const path = curve.steps.map(([months, fraction]) => `H${round1(scale(months))}V${round1(heightOf(fraction))}`).join("");
  return `<path d="M${round1(scale(0))} ${round1(heightOf(1))}${path}H${round1(scale(curve.lastMonths))}" fill="none" stroke="${stroke}" stroke-width="2.4" stroke-dasharray="${dashes}"/>`;
}

/** The 95 % band from the first event on, as far as it is defined. */
function band({ look, steps, lastMonths }: DrawnCurve, scale: TimeScale): string {
  const known = steps.flatMap(([months, , low, high]) =>
    low === undefined || high === undefined ? [] : [{ months, low, high }],
  );
  const first = known[0];
  if (first === undefined) return "";
  const endOf = (n: number) => scale(known[n + 1]?.months ?? steps[n + 1]?.[0] ?? lastMonths);
  const upper = known.map(({ high }, n) => `V${round1(heightOf(high))}H${round1(endOf(n))}`);
  const lower = known.map(({ months, low }) => `V${round1(heightOf(low))}H${round1(scale(months))}`).reverse();
  return `<path d="M${round1(scale(first.months))} ${round1(heightOf(first.high))}${upper.join("")}${lower.join("")}Z" fill="${look.fill}" fill-opacity="0.14" stroke="${look.stroke}" stroke-width="0.6" stroke-opacity="0.5"/>`;
}

/** What each line is, in the empty lower left corner. */
function key(drawn: readonly DrawnCurve[]): string {
  const xPx = PLOT.leftPx + 14;
  return drawn
    .map(({ look, patients, events }, n) => {
      const y = PLOT.bottomPx - 14 - LINE_PX * (drawn.length - 1 - n);
      return (
        `<path d="M${xPx} ${y - 5}h36" stroke="${look.stroke}" stroke-width="2.4" stroke-dasharray="${look.dashes}"/>` +
        letters(`${look.name}: ${patients} patients, ${events} events`, { xPx: xPx + 44, yPx: y })
      );
    })
    .join("");
}

function atRiskTable(
  { atRiskMonths }: CohortCurves,
  drawn: readonly DrawnCurve[],
  { scale, topPx }: { readonly scale: TimeScale; readonly topPx: number },
): string {
  const rows = drawn.map(({ look, atRisk }, n) => {
    const yPx = topPx + (n + 1) * LINE_PX;
    const name = letters(look.shortName, { xPx: 8, yPx, fill: look.stroke, weight: 600 });
    return (
      name + atRiskMonths.map((months, m) => letters(`${atRisk[m]}`, { xPx: scale(months), yPx, anchor: "middle" })).join("")
    );
  });
  return letters("Still followed, by clinical risk score", { xPx: 8, yPx: topPx, weight: 600 }) + rows.join("");
}

function noteLines(cohort: CohortCurves, endpoint: CohortCurve["endpoint"]): string[] {
  const test = cohort.comparisons.find((each) => each.endpoint === endpoint);
  return [
    `Bands: 95 %, log(−log). ${test ? `Log-rank test of the two groups: p = ${test.p}. ` : ""}${cohort.withoutScore} of ${cohort.patients} patients have no score and are not drawn.`,
    `${cohort.era[0]!.toUpperCase()}${cohort.era.slice(1)}. Half were followed for ${cohort.medianFollowUpMonths} months or longer.`,
    cohort.attribution,
  ].flatMap(folded);
}

/** `text` in lines of at most `NOTE_LETTERS` letters, broken at blanks. */
function folded(text: string): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < NOTE_LETTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}

function described(curve: DrawnCurve, endpoint: string): string {
  const { look, patients, events, medianMonths, medianLowMonths = "not reached", medianHighMonths = "not reached" } = curve;
  const median =
    medianMonths === undefined
      ? "median not reached"
      : `median ${endpoint} ${medianMonths} months (95 % ${medianLowMonths} to ${medianHighMonths})`;
  return `${look.name}: ${patients} patients, ${events} events, ${median}.`;
}

function letters(
  text: string,
  at: {
    readonly xPx: number;
    readonly yPx: number;
    readonly sizePx?: number;
    readonly fill?: string;
    readonly weight?: number;
    readonly anchor?: "middle" | "end";
  },
): string {
  const { xPx, yPx, sizePx = LETTER_PX, fill = "#222", weight, anchor } = at;
  return `<text x="${round1(xPx)}" y="${round1(yPx)}" font-size="${sizePx}" fill="${fill}"${weight ? ` font-weight="${weight}"` : ""}${anchor ? ` text-anchor="${anchor}"` : ""}>${escapeMarkup(text)}</text>`;
}
