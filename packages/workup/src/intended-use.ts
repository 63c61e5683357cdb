/** Stands on every output of the product. */
export const INTENDED_USE = "Decision support for research and teaching; not a medical device; not for treatment.";
