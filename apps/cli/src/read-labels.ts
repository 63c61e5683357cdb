import type { LiverLabels } from "@cantlie/anatomy";
import { labelMapFromImage, maskFromImage } from "@cantlie/formats";
import type { Grid } from "@cantlie/volume";
import { CliError } from "./cli-error.ts";
import type { InputCaution } from "./input-caution.ts";
import { LABEL_OPTIONS, type LabelName, type LabelPaths } from "./label-options.ts";
import { matchGrid } from "./match-grid.ts";
import type { ReadVoxels } from "./read-voxels.ts";

export interface ReadLabels {
  readonly labels: LiverLabels;
  readonly inputs: readonly { readonly role: string; readonly sha256: string }[];
  readonly cautions: readonly InputCaution[];
}

/**
 * Puts the label files that were read on one grid: that of the image, or without an image that of the liver.
 *
 * @throws CliError `cli/no-labels` | `cli/labels-on-another-grid`; FormatError for an empty or fractional mask
 */
export function labelsOnOneGrid(
  read: ReadonlyMap<LabelName, ReadVoxels>,
  paths: LabelPaths,
  imageGrid: Grid | undefined,
): ReadLabels {
  const liver = read.get("liver");
  if (liver === undefined)
    throw new CliError(
      "cli/no-labels",
      "no liver mask was given, expected at least --liver, or --labels with a liver: a plan without the liver's outline has no volume",
    );
  const grid = imageGrid ?? liver.image.grid;
  const values: Partial<Record<LabelName, Uint8Array>> = {};
  const cautions: InputCaution[] = [];
  for (const { label, flag } of LABEL_OPTIONS) {
    const file = read.get(label);
    if (file === undefined) continue;
    const own = labelValues(label, file, paths[label] ?? flag);
    cautions.push(...file.cautions.map((caution) => ({ ...caution, message: `${label}: ${caution.message}` })));
    // a file of zeros and ones is taken as it is
    if (own !== file.image.values) cautions.push(...severalLabels(label, file));
    const matched = matchGrid(own, file.image.grid, grid);
    if ("difference" in matched) {
      const against = imageGrid === undefined ? "the liver mask" : "the image";
      throw new CliError(
        "cli/labels-on-another-grid",
        `${paths[label] ?? ""} (${flag}) lies on another grid than ${against}: ${matched.difference}. Labels must lie on the image's own grid; export them again without resampling`,
        { file: paths[label] ?? flag, difference: matched.difference },
      );
    }
    values[label] = matched.values;
  }
  const { liver: liverValues, ...others } = values as { liver: Uint8Array } & Partial<Record<LabelName, Uint8Array>>;
  return {
    labels: { grid, liver: liverValues, ...others },
    inputs: [...read].map(([label, file]) => ({ role: label, sha256: file.sha256 })),
    cautions,
  };
}

/** A mask is any non-zero voxel: a file of several structures given as one of them would be taken whole without a word. */
function severalLabels(label: LabelName, { image }: ReadVoxels): InputCaution[] {
  if (label === "couinaud" || label === "lesions") return []; // segments, and lesions numbered one by one, have several labels
  const seen = new Set<number>();
  for (const value of image.values) if (value !== 0) seen.add(value);
  if (seen.size <= 1) return [];
  return [
    {
      code: "cli/several-labels",
      message: `${label}: the file holds ${seen.size} different labels and all of them were taken as ${label}; if it holds several structures, export this one alone`,
      details: { label, labels: seen.size },
    },
  ];
}

function labelValues(label: LabelName, file: ReadVoxels, path: string): Uint8Array {
  try {
    if (label !== "couinaud") return maskFromImage(file.image).values;
    const { values } = labelMapFromImage(file.image);
    let highest = 0;
    for (const value of values) if (value > highest) highest = value;
    if (highest > 9)
      throw new CliError(
        "cli/unknown-format",
        `${path} holds the value ${highest}, expected Couinaud segments 1..8 (and 9 = 4b)`,
        { file: path },
      );
    return values instanceof Uint8Array ? values : Uint8Array.from(values);
  } catch (error) {
    if (error instanceof Error && !(error instanceof CliError)) error.message = `${path}: ${error.message}`;
    throw error;
  }
}
