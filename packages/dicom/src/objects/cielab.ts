/**
 * An sRGB colour (0..1) as Recommended Display CIELab Value (PS3.3 C.10.7.1.1): L* of 0..100 and a*, b* of -128..127, each scaled to 16
 * bits, under illuminant D50 as in ICC profiles.
 */
export function cielab(rgb: readonly [number, number, number]): readonly [number, number, number] {
  const [r, g, b] = rgb.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  // sRGB to XYZ adapted to D50 (Bradford), ICC.1:2022 annex E; divided by the white point
  const x = (0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.9642;
  const y = 0.2225045 * r + 0.7168786 * g + 0.0606169 * b;
  const z = (0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.8249;
  const [fx, fy, fz] = [x, y, z].map((part) => (part > 216 / 24389 ? Math.cbrt(part) : ((24389 / 27) * part + 16) / 116)) as [
    number,
    number,
    number,
  ];
  const scaled = (value: number, low: number, range: number) =>
    Math.max(0, Math.min(65535, Math.round((65535 * (value - low)) / range)));
  return [scaled(116 * fy - 16, 0, 100), scaled(500 * (fx - fy), -128, 255), scaled(200 * (fy - fz), -128, 255)];
}
