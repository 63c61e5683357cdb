import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import type { Candidate } from "./candidate.ts";

/** Watching is a choice for lesions that are not certain to be there: disappeared and indeterminate ones. */
export function surveillanceCandidates({ anatomy }: PreparedAnatomy): Candidate[] {
  return anatomy.lesions.flatMap(({ id, status, centroidMm }, lesion) =>
    status === "disappeared" || status === "indeterminate"
      ? [
          {
            id: `surveillance-${id}`,
            name: `surveillance of ${id}`,
            treatment: { kind: "surveillance", lesion: { lesion: id, atMm: centroidMm } },
            lesions: [lesion],
            runs: { first: new Int32Array(), length: new Int32Array() },
            lost: {},
          },
        ]
      : [],
  );
}
