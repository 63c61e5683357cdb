import type { Vector3 } from "@cantlie/geometry";
import { type ContrastPhase, statedContrastPhase } from "./contrast-phase.ts";
import { type DicomCaution, DicomError } from "./dicom-error.ts";
import { lossCautions } from "./lossy-pixels.ts";
import type { FiledInstance, Series } from "./series.ts";
import { proveGeometry, type SeriesGeometry, type Slice } from "./series-geometry.ts";

/** A series with the proof that it is a volume, or with the refusal. */
export interface JudgedSeries<F extends FiledInstance = FiledInstance> {
  readonly series: Series<F>;
  readonly verdict:
    | { readonly kind: "volume"; readonly geometry: SeriesGeometry<F & Slice> }
    | { readonly kind: "refused"; readonly refusal: DicomError };
}

export function judgeSeries<F extends FiledInstance>(series: Series<F>): JudgedSeries<F> {
  const noSlices = series.setAside[0]?.refusal;
  if (series.slices.length === 0 && noSlices) return { series, verdict: { kind: "refused", refusal: noSlices } };
  try {
    const geometry = proveGeometry(series.slices);
    const cautions = [...geometry.cautions, ...lossCautions(series.slices)];
    return { series, verdict: { kind: "volume", geometry: { ...geometry, cautions } } };
  } catch (error) {
    if (error instanceof DicomError) return { series, verdict: { kind: "refused", refusal: error } };
    throw error;
  }
}

/** The series to plan on, why this one, and what was passed over. */
export interface Choice<F extends FiledInstance = FiledInstance> {
  readonly series: Series<F>;
  readonly geometry: SeriesGeometry<F & Slice>;
  readonly why: string;
  readonly cautions: readonly DicomCaution[];
}

/**
 * Chooses among the series of one patient: CT before MR, axial before other planes, a stated portal-venous phase before
 * others, then the series with most slices.
 *
 * @throws DicomError `dicom/several-patients`; the refusal of the series with most images if none is a volume;
 *   `dicom/no-image-series` if there is none
 */
export function chooseSeries<F extends FiledInstance>(judged: readonly JudgedSeries<F>[]): Choice<F> {
  const patients = new Set(judged.map(({ series }) => series.patientKey)).size;
  if (patients > 1)
    throw new DicomError(
      "dicom/several-patients",
      `the folder holds images of ${patients} patients, expected one: plan each patient from a folder of their own`,
      { patients },
    );
  const volumes = judged.flatMap(({ series, verdict }) =>
    verdict.kind === "volume" ? [candidate(series, verdict.geometry)] : [],
  );
  const [best, second] = volumes.sort(compareCandidates);
  if (!best) throw mainRefusal(judged);
  const why = second
    ? `${reasonAgainst(best, second)}, of ${volumes.length} series that are volumes`
    : "the only series that is a volume";
  return {
    series: best.series,
    geometry: best.geometry,
    why,
    cautions: [...best.geometry.cautions, ...passedOver(best, judged)],
  };
}

interface Candidate<F extends FiledInstance> {
  readonly series: Series<F>;
  readonly geometry: SeriesGeometry<F & Slice>;
  readonly phase: ContrastPhase | undefined;
  /** the smaller, the better; compared one after the other */
  readonly ranks: readonly number[];
}

const REASONS = ["CT rather than MR", "axial slices", "its description names the better contrast phase", "most slices"] as const;

/** Vessels of both trees are seen best in the portal-venous phase, worst without contrast. */
const PHASE_RANK: Readonly<Record<ContrastPhase | "unstated", number>> = {
  "portal-venous": 0,
  unstated: 1,
  delayed: 2,
  arterial: 3,
  "non-contrast": 4,
};

function candidate<F extends FiledInstance>(series: Series<F>, geometry: SeriesGeometry<F & Slice>): Candidate<F> {
  const { header } = series.slices[0]!;
  const phase = statedContrastPhase(header.seriesDescription);
  const ranks = [
    header.kind === "ct" ? 0 : 1,
    isAxial(geometry.grid.direction[2]) ? 0 : 1,
    PHASE_RANK[phase ?? "unstated"],
    -geometry.slices.length,
  ];
  return { series, geometry, phase, ranks };
}

function isAxial(normal: Vector3): boolean {
  return Math.abs(normal[2]) > Math.max(Math.abs(normal[0]), Math.abs(normal[1]));
}

function compareCandidates<F extends FiledInstance>(a: Candidate<F>, b: Candidate<F>): number {
  const at = firstDifference(a, b);
  return at < 0 ? 0 : a.ranks[at]! - b.ranks[at]!;
}

function reasonAgainst<F extends FiledInstance>(best: Candidate<F>, second: Candidate<F>): string {
  return REASONS[firstDifference(best, second)] ?? "the lowest series number, alike in all else";
}

function firstDifference<F extends FiledInstance>(a: Candidate<F>, b: Candidate<F>): number {
  return a.ranks.findIndex((rank, at) => rank !== b.ranks[at]);
}

function mainRefusal<F extends FiledInstance>(judged: readonly JudgedSeries<F>[]): DicomError {
  let main: { images: number; refusal: DicomError } | undefined;
  for (const { series, verdict } of judged)
    if (verdict.kind === "refused" && (!main || series.slices.length > main.images))
      main = { images: series.slices.length, refusal: verdict.refusal };
  return main?.refusal ?? new DicomError("dicom/no-image-series", "no DICOM images found, expected a CT or MR series");
}

function passedOver<F extends FiledInstance>(best: Candidate<F>, judged: readonly JudgedSeries<F>[]): readonly DicomCaution[] {
  const cautions: DicomCaution[] = [];
  const others = judged.filter(({ series }) => series !== best.series);
  if (others.length > 0) {
    const refused = others.flatMap(({ verdict }) => (verdict.kind === "refused" ? [verdict.refusal.code] : []));
    const codes = refused.length > 0 ? ` (${refused.length} of them no volume: ${[...new Set(refused)].join(", ")})` : "";
    cautions.push({
      code: "dicom/other-series",
      message: `${others.length} other series of the folder ${others.length === 1 ? "is" : "are"} not used${codes}`,
      details: { otherSeries: others.length, refused },
    });
  }
  const { setAside } = best.series;
  if (setAside.length > 0)
    cautions.push({
      code: "dicom/images-set-aside",
      message: `${setAside.length} images of the series are no slices: ${[...new Set(setAside.map(({ refusal }) => refusal.code))].join(", ")}`,
      details: { paths: setAside.map(({ path }) => path) },
    });
  return cautions;
}
