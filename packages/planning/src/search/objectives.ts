/**
 * What search makes small, each in steps below which no image tells two plans apart. A plan is on the Pareto set if no other is as
 * small in all and smaller in one.
 */
export interface Objectives {
  /** what the functional remnant lacks of what is wanted, steps of 5 mL; 0 if enough or if what is wanted is not known */
  readonly shortfall: number;
  /** disappeared or indeterminate lesions that are only watched */
  readonly surveilled: number;
  readonly ablated: number;
  /** lesions with a margin below the automatic minimum */
  readonly belowMinimum: number;
  /** sum of margin deficits, steps of 0.5 mm */
  readonly marginDeficit: number;
  /** liver removed, ablated, devitalised or undrained, steps of 5 mL */
  readonly liverLost: number;
  readonly cuts: number;
  /** cut faces, steps of 500 mm² */
  readonly cutArea: number;
  /** thickest vessel divided, steps of 1 mm */
  readonly largestVessel: number;
}
