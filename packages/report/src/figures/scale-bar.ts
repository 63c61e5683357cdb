import { haloText, round1 } from "./figure.ts";

/** A bar of 5 cm in the lower left corner; 1 cm where the picture is too narrow for that. */
export function scaleBar(
  picture: { heightPx: number; widthPx: number; pixelMm: number },
  look: { fill: string; halo: string; letterPx: number },
): string {
  const { fill, halo, letterPx } = look;
  const isWide = 50 / picture.pixelMm < picture.widthPx / 2;
  const lengthPx = (isWide ? 50 : 10) / picture.pixelMm;
  const yPx = picture.heightPx - 9;
  const bar = `M9 ${yPx - 3}v6m0 -3h${round1(lengthPx)}m0 -3v6`;
  return (
    `<path d="${bar}" fill="none" stroke="${halo}" stroke-width="3.5" stroke-linecap="square"/>` +
    `<path d="${bar}" fill="none" stroke="${fill}" stroke-width="1.5"/>` +
    haloText(isWide ? "5 cm" : "1 cm", { xPx: 11, yPx: yPx - 6, sizePx: letterPx, fill, halo, anchor: "start" })
  );
}
