/** Between number and unit, so that they are never parted at a line's end. */
const SPACE = "\u00a0";
/** Between a number and the per cent sign (ISO 80000-1), narrower. */
const THIN = "\u202f";

/** Whole millilitres from 100 on, where tenths are far below the measurement's error; one decimal below. */
export function formatMl(volumeMl: number): string {
  return `${number(volumeMl, Math.abs(volumeMl) < 99.95 ? 1 : 0)}${SPACE}mL`;
}

export function formatMm(distanceMm: number): string {
  return `${number(distanceMm, 1)}${SPACE}mm`;
}

/** Areas are told in square centimetres, which a surgeon can picture. */
export function formatCm2(areaMm2: number): string {
  return `${number(areaMm2 / 100, 0)}${SPACE}cm²`;
}

export function formatPercent(fraction: number, decimals = 1): string {
  return `${number(100 * fraction, decimals)}${THIN}%`;
}

export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${count}${SPACE}${count === 1 ? singular : plural}`;
}

/** "a", "a and b", "a, b and c" */
export function enumerate(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function number(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a number of the report is ${value}, expected a finite one`);
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}
