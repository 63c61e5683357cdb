import { enumerate } from "../model/format.ts";
import type { LeafletFigures } from "./leaflet-figures.ts";
import type { LeafletInput } from "./leaflet-input.ts";
import type { LeafletSection } from "./leaflet-model.ts";
import { countWords, seenLesions, sideWords, sizeWords } from "./liver-words.ts";
import type { PrimarySite } from "./published-facts.ts";

/** What a liver is for, and what the scan shows in this one. */
export function liverSection({ document, patient }: LeafletInput, figures: LeafletFigures): LeafletSection {
  const { lesions } = document.anatomy;
  const found = [foundText(lesions, patient?.primary?.site), ...otherSpots(lesions)].join(" ");
  return {
    id: "liver",
    title: "Your liver and what the scan shows",
    blocks: [
      {
        kind: "paragraph",
        told: {
          text: "Your liver lies under your ribs, mostly on your right. It cleans your blood and helps you to use food.",
        },
      },
      { kind: "paragraph", told: { text: found } },
      { kind: "figures", figures: figures.liver },
      { kind: "figures", figures: [figures.legend] },
      {
        kind: "paragraph",
        told: {
          text: "We look at you from the front, as if you stood before us. So your right side is on the left of each picture.",
        },
      },
    ],
  };
}

type Lesions = LeafletInput["document"]["anatomy"]["lesions"];

function foundText(lesions: Lesions, site: PrimarySite | undefined): string {
  const seen = seenLesions(lesions);
  if (seen.length === 0) return "The scan shows no tumour in your liver that we can be sure of.";
  const largest = Math.max(...seen.map(({ largestDiameterMm }) => largestDiameterMm));
  const side = sideWords(seen.flatMap(({ segments }) => segments));
  const isOne = seen.length === 1;
  const size = isOne ? `It is ${sizeWords(largest)} wide.` : `The largest is ${sizeWords(largest)} wide.`;
  const where = side === undefined ? "" : ` ${isOne ? "It lies" : "They lie"} in ${side} of your liver.`;
  return `The scan shows ${countWords(seen.length, "tumour")} in your liver. ${size}${where} ${originText(site, isOne)}`;
}

function originText(site: PrimarySite | undefined, isOne: boolean): string {
  const it = isOne ? "It" : "They";
  const origin = site === undefined ? undefined : ORIGINS[site];
  return origin === undefined
    ? `${it} came from a cancer in another part of your body.`
    : `${it} came from the cancer in your ${origin}.`;
}

const ORIGINS: Readonly<Record<PrimarySite, string | undefined>> = {
  colon: "bowel",
  rectum: "bowel",
  breast: "breast",
  stomach: "stomach",
  oesophagus: "food pipe",
  lung: "lung",
  skin: "skin",
  other: undefined,
};

/** Spots that are not simply tumours, each kind told apart. */
function otherSpots(lesions: Lesions): string[] {
  const count = (status: Lesions[number]["status"]) => lesions.filter((lesion) => lesion.status === status).length;
  const kinds = [
    { n: count("indeterminate"), are: "not clear yet" },
    { n: count("benign"), are: "harmless" },
  ].filter(({ n }) => n > 0);
  const more = kinds.map(({ n, are }) => `${countWords(n, "more spot")} ${n === 1 ? "is" : "are"} ${are}`);
  const gone = count("disappeared");
  return [
    ...(more.length > 0 ? [`${capitalise(enumerate(more))}.`] : []),
    ...(gone > 0
      ? [
          `${capitalise(countWords(gone, "tumour"))} can no longer be seen. ${gone === 1 ? "It" : "They"} may still hold live cancer, so we do not forget ${gone === 1 ? "it" : "them"}.`,
        ]
      : []),
  ];
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
