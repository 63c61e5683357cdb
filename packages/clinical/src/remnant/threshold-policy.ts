/** The limits that a hospital may set. Fractions; each is compared on the denominator it was derived on. */
export interface ThresholdPolicy {
  /** of the estimated volume, where nothing else is known: most patients with colorectal metastases have had over 6 cycles */
  readonly defaultFraction: number;
  /** of the estimated volume, for a liver that a clinician has declared normal */
  readonly normalFraction: number;
  /** of the estimated volume, after more than 12 weeks or 6 cycles of chemotherapy */
  readonly chemotherapyFraction: number;
  /** of the estimated or the measured volume, whichever asks for more */
  readonly mildSteatosisFraction: number;
  readonly steatosisFraction: number;
  /** of the measured volume without tumour */
  readonly fibrosisFraction: number;
  /** of body weight, 1 mL taken as 1 g */
  readonly flrBodyWeightFraction: number;
  /** nearer than this to its threshold a remnant is called borderline: segmentation and formula err by more */
  readonly borderlineFraction: number;
  /** that the liver is normal, without chemotherapy, fat or fibrosis, and who says so; allows `normalFraction` */
  readonly normalLiverConfirmedBy?: string;
}

/** Values of the evidence reference (FLR-THRESHOLDS, FLR-BW). */
export const DEFAULT_THRESHOLDS: ThresholdPolicy = {
  defaultFraction: 0.3,
  normalFraction: 0.2,
  chemotherapyFraction: 0.3,
  mildSteatosisFraction: 0.3,
  steatosisFraction: 0.4,
  fibrosisFraction: 0.4,
  flrBodyWeightFraction: 0.005,
  borderlineFraction: 0.02,
};
