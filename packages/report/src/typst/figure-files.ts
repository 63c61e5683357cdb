import { FIGURE_FONTS, type Figure } from "../figures/figure.ts";
import { TYPST_FONT } from "./typst-layout.ts";

/** Pictures beside a typst source, with the fonts that typst itself carries; `addFigure` gives the path of one. */
export interface FigureFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly addFigure: (figure: Figure) => string;
}

/** No picture yet. */
export function figureFiles(): FigureFiles {
  const files = new Map<string, string>();
  const addFigure = (figure: Figure): string => {
    const path = `figures/${figure.id}.svg`;
    files.set(path, figure.svg.replace(FIGURE_FONTS, TYPST_FONT));
    return path;
  };
  return { files, addFigure };
}
