/** When after contrast injection an image was taken. The portal-venous phase shows portal and hepatic veins and most metastases. */
export type ContrastPhase = "non-contrast" | "arterial" | "portal-venous" | "delayed";

/**
 * The phase that a series description names, or undefined if it names none or several. Scanners have no attribute for it,
 * so this is what a radiographer typed, in English, German, French, Spanish or Italian.
 */
export function statedContrastPhase(description: string | undefined): ContrastPhase | undefined {
  if (description === undefined) return undefined;
  const named = PHASES.filter(([, words]) => words.test(description)).map(([phase]) => phase);
  return named.length === 1 ? named[0] : undefined;
}

const PHASES: readonly (readonly [ContrastPhase, RegExp])[] = [
  [
    "non-contrast",
    /\b(nativ\w*|non[ -]?contrast|no contrast|without contrast|unenhanced|plain|w\/?o|sans|sin contraste|nect)\b/i,
  ],
  ["arterial", /arteri(al|el|osa|ell)|\bart\b|\bhap\b/i],
  ["portal-venous", /porto?[- ]?(al|ven|tal)|\bven(ous|oes|oese|ös|eux|osa|oso)?\b|\b(pv|pvp|pvi)\b/i],
  ["delayed", /delay|\blate\b|equilib|tardi|spät|excret|\bspaet/i],
];
