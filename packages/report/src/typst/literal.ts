/** A typst string. Line breaks and other control characters become spaces. */
export function literal(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = text.replace(/[\u0000-\u001f\u007f]+/g, " ");
  return `"${plain.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
}

/** A typst array; the comma at the end keeps one of a single item from being a mere pair of brackets. */
export function array(items: readonly string[]): string {
  return items.length === 0 ? "()" : `(${items.join(", ")},)`;
}
