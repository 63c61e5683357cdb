import type { Parcels } from "../../packages/planning/src/parcels/parcels.ts";
import { markdownTable } from "./markdown-table.ts";
import { type ComparedWays, compareWays, type LeastOperation, type Way, widestMarginMm } from "./sparing-against-anatomical.ts";

/** Of 14 patients; remnant as a share of the liver. Read from the abstract of arXiv 2405.10960 only. */
const PUBLISHED = { resectedMl: { sparing: 32.7, anatomical: 249.5 }, staysPercent: { sparing: 98.2, anatomical: 87.4 } };

export interface ComparisonText {
  /** Markdown by the name of its place in the page */
  readonly blocks: Readonly<Record<"comparison by lesion" | "comparison of sets" | "lesions not compared", string>>;
  /** for all lesions that both ways clear with the least margin */
  readonly all: readonly { readonly way: Way; readonly chosen: readonly number[] }[];
}

/** Sparing beside anatomical operations on one liver: by lesion at each margin, and for every set of lesions at the first. */
export function comparisonText(
  parcels: Parcels,
  { marginsMm, maxCuts }: { readonly marginsMm: readonly [number, number]; readonly maxCuts: number },
): ComparisonText {
  const lesions = [...parcels.prepared.anatomy.lesions.keys()];
  const compare = (set: readonly number[], marginMm: number): ComparedWays | undefined =>
    compareWays(parcels, set, { marginMm, maxCuts });
  const byLesion = marginsMm.map((marginMm) => ({
    marginMm,
    compared: lesions.flatMap((lesion) => compare([lesion], marginMm) ?? []),
  }));
  const [{ marginMm, compared }] = byLesion as [(typeof byLesion)[number], (typeof byLesion)[number]];
  const clearable = compared.flatMap((one) => one.lesions);
  const sets = subsetsOf(clearable).flatMap((set) => compare(set, marginMm) ?? []);
  const all = sets.find((one) => one.lesions.length === clearable.length);
  if (all === undefined) throw new Error("no operation of either way clears all lesions that each clears one by one");
  return {
    blocks: {
      "comparison by lesion": byLesionTable(parcels, byLesion),
      "comparison of sets": setsTable(sets, marginMm),
      "lesions not compared": notCompared(
        parcels,
        lesions.filter((lesion) => !clearable.includes(lesion)),
        marginMm,
      ),
    },
    all: (["sparing", "anatomical"] as const).map((way) => ({ way, chosen: all[way].chosen })),
  };
}

function byLesionTable(
  parcels: Parcels,
  byMargin: readonly { readonly marginMm: number; readonly compared: readonly ComparedWays[] }[],
): string {
  const rows = byMargin.flatMap(({ marginMm, compared }) =>
    compared.map(({ lesions, sparing, anatomical }) => [
      `≥ ${marginMm} mm`,
      lesions.map((lesion) => idOf(parcels, lesion)).join(),
      nameOf(parcels, sparing),
      nameOf(parcels, anatomical),
      both((one) => one.resectedMl.toFixed(0), { sparing, anatomical }),
      both((one) => one.functionalMl.toFixed(0), { sparing, anatomical }),
      both((one) => percent(one.staysFraction), { sparing, anatomical }),
    ]),
  );
  return markdownTable(
    ["margin", "lesion", "sparing", "anatomical", "resected, mL", "functional remnant, mL", "share of the liver that stays, %"],
    rows,
  );
}

function setsTable(sets: readonly ComparedWays[], marginMm: number): string {
  const sizes = [...new Set(sets.map(({ lesions }) => lesions.length))].sort((a, b) => a - b);
  const mean = (of: readonly ComparedWays[], value: (one: LeastOperation) => number) => (way: Way) =>
    of.reduce((sum, one) => sum + value(one[way]), 0) / of.length;
  const rows = sizes.map((size) => {
    const of = sets.filter(({ lesions }) => lesions.length === size);
    const [resected, functional, stays] = [
      mean(of, (one) => one.resectedMl),
      mean(of, (one) => one.functionalMl),
      mean(of, (one) => one.staysFraction),
    ];
    return [
      `${size}`,
      `${of.length}`,
      `${resected("sparing").toFixed(0)} / ${resected("anatomical").toFixed(0)}`,
      `${functional("sparing").toFixed(0)} / ${functional("anatomical").toFixed(0)}`,
      `${percent(stays("sparing"))} / ${percent(stays("anatomical"))}`,
    ];
  });
  const { resectedMl, staysPercent } = PUBLISHED;
  const published = [
    "published",
    "14 patients",
    `${resectedMl.sparing} / ${resectedMl.anatomical}`,
    "not given",
    `${staysPercent.sparing} / ${staysPercent.anatomical}`,
  ];
  return markdownTable(
    [
      `lesions cleared together, each with ≥ ${marginMm} mm`,
      "sets",
      "resected, mL",
      "functional remnant, mL",
      "share of the liver that stays, %",
    ],
    [...rows, published],
  );
}

function notCompared(parcels: Parcels, lesions: readonly number[], marginMm: number): string {
  const widest = (lesion: number, way: Way): string => {
    const mm = widestMarginMm(parcels, lesion, way);
    if (mm === undefined) return "unknown, as none takes it";
    return mm === Infinity ? `over ${parcels.prepared.lesionReach[lesion]!.reachMm} mm` : `${mm.toFixed(1)} mm`;
  };
  return lesions
    .map((lesion) => {
      const { id, volumeMl, nearest } = parcels.prepared.anatomy.lesions[lesion]!;
      const beside = (["portal", "hepatic", "cava"] as const).flatMap((what) => {
        const mm = nearest[what]?.distanceMm;
        return mm === undefined || mm >= marginMm
          ? []
          : [mm === 0 ? `touching ${WHAT[what]}` : `${mm.toFixed(1)} mm from ${WHAT[what]}`];
      });
      return `- **${id}**, ${volumeMl.toFixed(1)} mL, ${beside.join(", ")}: the widest margin of a wedge is ${widest(lesion, "sparing")}, that of an anatomical resection ${widest(lesion, "anatomical")}.`;
    })
    .join("\n");
}

const WHAT = { portal: "a portal branch", hepatic: "a hepatic vein", cava: "the cava" } as const;

/** Every set of at least one, in the order of its members. */
function subsetsOf(of: readonly number[]): number[][] {
  return Array.from({ length: 2 ** of.length - 1 }, (_, n) => of.filter((_one, bit) => ((n + 1) >> bit) & 1));
}

function nameOf({ candidates }: Parcels, { chosen, absorbedMl }: LeastOperation): string {
  const names = chosen.map((n) => candidates[n]!.name).join(", ");
  return absorbedMl >= 1 ? `${names} (${absorbedMl.toFixed(0)} mL of it taken along, since it would lose its inflow)` : names;
}

function idOf({ prepared }: Parcels, lesion: number): string {
  return prepared.anatomy.lesions[lesion]!.id;
}

function both(text: (one: LeastOperation) => string, { sparing, anatomical }: Pick<ComparedWays, Way>): string {
  return `${text(sparing)} / ${text(anatomical)}`;
}

function percent(fraction: number): string {
  return (100 * fraction).toFixed(1);
}
