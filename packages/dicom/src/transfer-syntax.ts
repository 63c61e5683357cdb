import { DicomError } from "./dicom-error.ts";

/** How pixels are packed. `none` is uncompressed; the others name the decoder that unpacks them. */
export type PixelCodec = "none" | "rle" | "jpeg-8-bit" | "jpeg-lossless" | "jpeg-ls" | "jpeg-2000" | "htj2k" | "unsupported";

/** A transfer syntax of DICOM PS3.5 section 10 and annex A. */
export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly codec: PixelCodec;
  /** whether pixels may differ from those acquired: `perhaps` where the syntax allows but does not force loss */
  readonly lossy: "never" | "perhaps" | "always";
  readonly bigEndian: boolean;
  readonly deflated: boolean;
}

const DICOM_ROOT = "1.2.840.10008.1.2";

type Row = readonly [suffix: string, name: string, codec: PixelCodec, lossy: TransferSyntax["lossy"]];

const ROWS: readonly Row[] = [
  ["", "implicit little endian", "none", "never"],
  [".1", "explicit little endian", "none", "never"],
  [".1.99", "deflated explicit little endian", "none", "never"],
  [".2", "explicit big endian", "none", "never"],
  [".5", "RLE lossless", "rle", "never"],
  [".4.50", "JPEG baseline (process 1)", "jpeg-8-bit", "always"],
  [".4.51", "JPEG extended (processes 2 and 4)", "jpeg-8-bit", "always"],
  [".4.53", "JPEG spectral selection (processes 6 and 8, retired)", "unsupported", "always"],
  [".4.55", "JPEG full progression (processes 10 and 12, retired)", "unsupported", "always"],
  [".4.57", "JPEG lossless (process 14)", "jpeg-lossless", "never"],
  [".4.70", "JPEG lossless (process 14, first-order)", "jpeg-lossless", "never"],
  [".4.80", "JPEG-LS lossless", "jpeg-ls", "never"],
  [".4.81", "JPEG-LS near-lossless", "jpeg-ls", "perhaps"],
  [".4.90", "JPEG 2000 lossless", "jpeg-2000", "never"],
  [".4.91", "JPEG 2000", "jpeg-2000", "perhaps"],
  [".4.201", "HTJ2K lossless", "htj2k", "never"],
  [".4.202", "HTJ2K lossless RPCL", "htj2k", "never"],
  [".4.203", "HTJ2K", "htj2k", "perhaps"],
];

const BY_UID: ReadonlyMap<string, TransferSyntax> = new Map(
  ROWS.map(([suffix, name, codec, lossy]) => {
    const uid = DICOM_ROOT + suffix;
    return [uid, { uid, name, codec, lossy, bigEndian: suffix === ".2", deflated: suffix === ".1.99" }];
  }),
);

export const IMPLICIT_LITTLE_ENDIAN = transferSyntax(DICOM_ROOT);
export const EXPLICIT_LITTLE_ENDIAN = transferSyntax(`${DICOM_ROOT}.1`);
export const EXPLICIT_BIG_ENDIAN = transferSyntax(`${DICOM_ROOT}.2`);

/** @throws DicomError `dicom/unsupported-transfer-syntax` for one that is not in the table (video, JPEG XL, JPIP, private) */
export function transferSyntax(uid: string): TransferSyntax {
  const found = BY_UID.get(uid);
  if (found) return found;
  throw new DicomError(
    "dicom/unsupported-transfer-syntax",
    `transfer syntax ${uid || "(empty)"} is not one that can be read; export the series uncompressed or lossless`,
    { transferSyntaxUid: uid },
  );
}
