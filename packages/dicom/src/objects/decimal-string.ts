/**
 * A number as a decimal string of at most 16 characters (DS, PS3.5 section 6.2), as precise as these allow.
 *
 * @throws RangeError unless `value` is finite
 */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`value is ${value}, expected a finite number`);
  const plain = String(value);
  if (plain.length <= 16) return plain;
  for (let digits = 15; digits > 0; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return value.toExponential(8);
}
