import { codeItem, commonAttributes, distinctInstances, referenceItem, type WritingContext } from "./common-attributes.ts";
import { decimalString } from "./decimal-string.ts";
import type { Code } from "./sequence.ts";
import type { DicomAttributes } from "./write-data-set.ts";
import { writeDicomFile } from "./write-data-set.ts";
import { SEGMENTATION_STORAGE } from "./write-segmentation.ts";

/** One number of a measured thing. */
export interface Measurement {
  readonly concept: Code;
  readonly value: number;
  /** UCUM */
  readonly unit: "mm" | "ml";
  /** such as the smallest of several */
  readonly derivation?: Code;
  /** what the distance is measured to, or other words on the number */
  readonly comment?: string;
}

/** What is measured of one segment (TID 1411). */
export interface MeasurementGroup {
  /** the same as that of the segment */
  readonly trackingId: string;
  readonly finding: Code;
  readonly segmentNumber: number;
  readonly measurements: readonly Measurement[];
}

export interface ReportReferences {
  readonly segmentation: { readonly sopInstanceUid: string; readonly seriesUid: string };
}

/** Enhanced SR, PS3.3 A.35.2 */
const REPORT_STORAGE = "1.2.840.10008.5.1.4.1.1.88.22";

/**
 * Writes an imaging measurement report (PS3.16 TID 1500): a group of numbers for each segment, tied to it by its number and its
 * tracking UID, with the images that all of it rests on. Not verified by anyone, which it says.
 *
 * @throws RangeError if there are no groups, or a value is not finite
 */
export function writeMeasurementReport(
  groups: readonly MeasurementGroup[],
  references: ReportReferences,
  context: WritingContext,
): { readonly bytes: Uint8Array; readonly sopInstanceUid: string } {
  if (groups.length === 0) throw new RangeError("groups is empty, expected at least one measured segment");
  const { uidOf } = context;
  const uid = uidOf("measurements");
  const bytes = writeDicomFile({
    ...commonAttributes(context, {
      sopClassUid: REPORT_STORAGE,
      uid,
      seriesUid: uidOf("measurements series"),
      modality: "SR",
      number: 902,
      description: "Cantlie: measurements",
    }),
    "00081111": ["SQ", []],
    "0040a491": ["CS", "COMPLETE"],
    "0040a493": ["CS", "UNVERIFIED"],
    "0040a372": ["SQ", []],
    "0040a375": ["SQ", [evidence(references, context)]],
    ...rootContainer(groups, references, context),
    "00080110": ["SQ", [PRIVATE_SCHEME_ITEM]],
  });
  return { bytes, sopInstanceUid: uid };
}

/** Codes of our own, where no scheme has one: planned volumes and the margins of plans. */
export const PRIVATE_SCHEME = "99CANTLIE";
const PRIVATE_SCHEME_ITEM: DicomAttributes = {
  "00080102": ["SH", PRIVATE_SCHEME],
  "00080115": ["ST", "Cantlie: planned liver resections"],
};

function evidence({ segmentation }: ReportReferences, { source }: WritingContext): DicomAttributes {
  const series = (uid: string, instances: readonly DicomAttributes[]): DicomAttributes => ({
    "00081199": ["SQ", instances],
    "0020000e": ["UI", uid],
  });
  const segmentationItem = referenceItem({ sopClassUid: SEGMENTATION_STORAGE, sopInstanceUid: segmentation.sopInstanceUid });
  return {
    "00081115": [
      "SQ",
      [
        series(source.seriesUid, distinctInstances(source.slices).map(referenceItem)),
        series(segmentation.seriesUid, [segmentationItem]),
      ],
    ],
    "0020000d": ["UI", source.studyUid],
  };
}

const dcm = (value: string, meaning: string): Code => ({ value, scheme: "DCM", meaning });
const sct = (value: string, meaning: string): Code => ({ value, scheme: "SCT", meaning });

function rootContainer(
  groups: readonly MeasurementGroup[],
  references: ReportReferences,
  { source, software, uidOf }: WritingContext,
): DicomAttributes {
  const isMr = source.modality === "MR";
  const procedure = isMr
    ? { value: "24556-5", scheme: "LN", meaning: "MR Abdomen" }
    : { value: "41806-1", scheme: "LN", meaning: "CT Abdomen" };
  const images = distinctInstances(source.slices).map((image) => contained("IMAGE", undefined, imageValue(referenceItem(image))));
  return {
    "0040a040": ["CS", "CONTAINER"],
    "0040a043": ["SQ", [codeItem(dcm("126000", "Imaging Measurement Report"))]],
    "0040a050": ["CS", "SEPARATE"],
    "0040a504": ["SQ", [template("1500")]],
    "0040a730": [
      "SQ",
      [
        modifier(dcm("121049", "Language of Content Item and Descendants"), {
          value: "en-GB",
          scheme: "RFC5646",
          meaning: "English (United Kingdom)",
        }),
        codeContext(dcm("121005", "Observer Type"), dcm("121007", "Device")),
        uidContext(dcm("121012", "Device Observer UID"), uidOf("observer")),
        textContext(dcm("121013", "Device Observer Name"), `${software.name} ${software.version}`),
        modifier(dcm("121058", "Procedure reported"), procedure),
        container(dcm("111028", "Image Library"), [
          container(dcm("126200", "Image Library Group"), [
            item(
              "HAS ACQ CONTEXT",
              "CODE",
              dcm("121139", "Modality"),
              codeValue(isMr ? dcm("MR", "Magnetic Resonance") : dcm("CT", "Computed Tomography")),
            ),
            item("HAS ACQ CONTEXT", "CODE", dcm("123014", "Target Region"), codeValue(sct("818981001", "Abdomen"))),
            ...images,
          ]),
        ]),
        container(
          dcm("126010", "Imaging Measurements"),
          groups.map((group) =>
            groupContainer(group, references, {
              seriesUid: source.seriesUid,
              trackingUid: uidOf(`tracking ${group.trackingId}`),
            }),
          ),
        ),
      ],
    ],
  };
}

/** TID 1411, Volumetric ROI Measurements. */
function groupContainer(
  { trackingId, finding, segmentNumber, measurements }: MeasurementGroup,
  { segmentation }: ReportReferences,
  { seriesUid, trackingUid }: { readonly seriesUid: string; readonly trackingUid: string },
): DicomAttributes {
  const segment = {
    ...referenceItem({ sopClassUid: SEGMENTATION_STORAGE, sopInstanceUid: segmentation.sopInstanceUid }),
    "0062000b": ["US", [segmentNumber]],
  } as const satisfies DicomAttributes;
  return container(
    dcm("125007", "Measurement Group"),
    [
      textContext(dcm("112039", "Tracking Identifier"), trackingId),
      uidContext(dcm("112040", "Tracking Unique Identifier"), trackingUid),
      contained("CODE", dcm("121071", "Finding"), codeValue(finding)),
      contained("IMAGE", dcm("121191", "Referenced Segment"), imageValue(segment)),
      contained("UIDREF", dcm("121232", "Source series for segmentation"), { "0040a124": ["UI", seriesUid] }),
      modifier(sct("363698007", "Finding Site"), sct("10200004", "Liver")),
      ...measurements.map(measurementItem),
    ],
    "1411",
  );
}

const UNITS: Readonly<Record<Measurement["unit"], Code>> = {
  mm: { value: "mm", scheme: "UCUM", meaning: "mm" },
  ml: { value: "ml", scheme: "UCUM", meaning: "ml" },
};

function measurementItem({ concept, value, unit, derivation, comment }: Measurement): DicomAttributes {
  const children = [
    ...(derivation ? [modifier(dcm("121401", "Derivation"), derivation)] : []),
    ...(comment === undefined ? [] : [item("HAS PROPERTIES", "TEXT", dcm("121106", "Comment"), { "0040a160": ["UT", comment] })]),
  ];
  return {
    ...contained("NUM", concept, {
      "0040a300": ["SQ", [{ "0040a30a": ["DS", decimalString(value)], "004008ea": ["SQ", [codeItem(UNITS[unit])]] }]],
    }),
    ...(children.length > 0 && { "0040a730": ["SQ", children] }),
  };
}

/** A content item (PS3.3 C.17.3) with its value. */
function item(relationship: string, kind: string, concept: Code | undefined, value: DicomAttributes): DicomAttributes {
  return {
    "0040a010": ["CS", relationship],
    "0040a040": ["CS", kind],
    "0040a043": concept && ["SQ", [codeItem(concept)]],
    ...value,
  };
}

function contained(kind: string, concept: Code | undefined, value: DicomAttributes): DicomAttributes {
  return item("CONTAINS", kind, concept, value);
}

function container(concept: Code, children: readonly DicomAttributes[], templateId?: string): DicomAttributes {
  return contained("CONTAINER", concept, {
    "0040a050": ["CS", "SEPARATE"],
    "0040a504": templateId === undefined ? undefined : ["SQ", [template(templateId)]],
    "0040a730": ["SQ", children],
  });
}

function template(identifier: string): DicomAttributes {
  return { "00080105": ["CS", "DCMR"], "0040db00": ["CS", identifier] };
}

function modifier(concept: Code, value: Code): DicomAttributes {
  return item("HAS CONCEPT MOD", "CODE", concept, codeValue(value));
}

function codeContext(concept: Code, value: Code): DicomAttributes {
  return item("HAS OBS CONTEXT", "CODE", concept, codeValue(value));
}

function textContext(concept: Code, value: string): DicomAttributes {
  return item("HAS OBS CONTEXT", "TEXT", concept, { "0040a160": ["UT", value] });
}

function uidContext(concept: Code, value: string): DicomAttributes {
  return item("HAS OBS CONTEXT", "UIDREF", concept, { "0040a124": ["UI", value] });
}

function codeValue(value: Code): DicomAttributes {
  return { "0040a168": ["SQ", [codeItem(value)]] };
}

function imageValue(reference: DicomAttributes): DicomAttributes {
  return { "00081199": ["SQ", [reference]] };
}
