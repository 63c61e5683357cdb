import { expect, test } from "vitest";
import { formatMm } from "../src/model/format.ts";
import { resectionTexts } from "../src/model/resection-text.ts";
import { searchedDocument } from "./searched-document.ts";

test("a resection that is extended around a lesion says so, with the margin", () => {
  const document = searchedDocument();
  const texts = resectionTexts(document, [
    { kind: "segments", segments: ["8"], around: [{ lesion: "L2", marginMm: 5 }] },
    { kind: "segments", segments: ["2", "3"] },
  ]);
  expect(texts).toEqual([`segment 8, extended around L2 at ${formatMm(5)}`, "segments 2 and 3"]);
});
