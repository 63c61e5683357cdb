import { createHash } from "node:crypto";
import { uidFromHash, type WritingContext, writeMeasurementReport, writeSegmentation } from "@cantlie/dicom";
import { measurementGroups } from "./measurement-groups.ts";
import { writeInto } from "./output-folder.ts";
import { planDocumentText } from "./plan-document-text.ts";
import type { WalkedRun } from "./run-walk.ts";
import { SOFTWARE } from "./software.ts";
import { workUpSegments } from "./work-up-segments.ts";

/**
 * Writes what the walk found as objects that an archive takes: `segmentation.dcm` and, tied to its segments, `measurements.dcm`. Only
 * where the images came as DICOM, as both refer to them. The same work-up and time give the same bytes and UIDs.
 */
export function writeDicomObjects(folder: string, walked: WalkedRun, createdOn: string): readonly string[] {
  const { source, document } = walked;
  if (!source) return [];
  const seed = createHash("sha256")
    .update(`${source.seriesUid}\n${createdOn}\n${planDocumentText(document)}`)
    .digest("hex");
  const context: WritingContext = {
    source,
    software: SOFTWARE,
    createdOn,
    uidOf: (name) => uidFromHash(createHash("sha256").update(`${seed}\n${name}`).digest()),
  };
  const segments = workUpSegments(walked);
  const segmentation = writeSegmentation(segments, context);
  writeInto(folder, "segmentation.dcm", segmentation.bytes);
  const groups = measurementGroups(document, segmentation.numbers);
  if (groups.length === 0) return ["segmentation.dcm"];
  writeInto(folder, "measurements.dcm", writeMeasurementReport(groups, { segmentation }, context).bytes);
  return ["segmentation.dcm", "measurements.dcm"];
}
